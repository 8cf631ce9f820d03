import Foundation

extension Passwords {
    /// Why a new password should be refused; nil for a good one. Any characters, 12 to 128 of them, no recipe.
    ///
    /// `context` is what a guesser would try first: the names of the hub and the person, their e-mail address.
    public static func problem(with password: String, context: [String] = []) -> PasswordProblem? {
        let text = password.precomposedStringWithCompatibilityMapping.lowercased()
        let characters = Array(text)
        guard characters.count >= 12 else { return .tooShort }
        guard characters.count <= 128 else { return .tooLong }
        if Set(characters).count < 5 || repeats(characters) { return .repeated }
        let words = CommonPasswords.stems + context.flatMap(words)
        let isGuessable = [characters, characters.filter { $0.isLetter || $0.isNumber }].contains { spelled in
            spelled.count * 2 >= characters.count && Guessing(spelled, words: words).unexplained <= 3
        }
        return isGuessable ? .guessable : nil
    }

    /// Whether one piece of at most half the length makes up the whole.
    private static func repeats(_ text: [Character]) -> Bool {
        (1...text.count / 2).contains { period in
            zip(text, text.dropFirst(period)).allSatisfy(==)
        }
    }

    /// A name as a whole and each of its words, of three characters and more.
    private static func words(in name: String) -> [[Character]] {
        let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(Array.init)
        return (parts + [parts.flatMap(\.self)]).filter { $0.count >= 3 }
    }
}
