import Testing
@testable import Vault

struct PasswordRulesTests {
    // ASVS 6.2.5
    @Test(arguments: [
        "seven green bicycles", "correct fjord battery", "Vq8!mzP-4tLx", "839105726481", "моя бабуся любить чай",
        "كتابي المفضل هنا دائما", "我家后面有一条小河还有一座桥", "$%&/()=?#+*~", "my dragon paints the garden",
        "kühlschrank-tür quietscht", "the hub is where we eat soup",
    ]) func `a good password is accepted`(password: String) {
        #expect(Passwords.problem(with: password) == nil)
    }

    // ASVS 6.2.1
    @Test(arguments: ["", "short", "elevenchars"]) func `fewer than twelve characters are too few`(password: String) {
        #expect(Passwords.problem(with: password) == .tooShort)
    }

    // ASVS 6.2.9
    @Test(arguments: [(11, .tooShort), (12, nil), (128, nil), (129, .tooLong)] as [(Int, PasswordProblem?)])
    func `twelve to 128 characters are accepted`(count: Int, problem: PasswordProblem?) {
        let text = (0..<30).map { "\(Array("vjqxkzwm")[$0 % 8])\($0 * 7919)ß" }.joined()
        #expect(Passwords.problem(with: String(text.prefix(count))) == problem)
    }

    @Test(arguments: ["aaaaaaaaaaaa", "ababababababab", "123123123123", "xkqzpxkqzpxkqzp", "!!!!!!!!!!!!!"])
    func `one piece again and again is refused`(password: String) {
        #expect(Passwords.problem(with: password) == .repeated)
    }

    // ASVS 6.2.4
    @Test(arguments: [
        "password1234", "Password2024!", "p4ssw0rd!2024", "welcome-12345", "qwertyuiop12", "QWERTZuiop123", "1qaz2wsx3edc",
        "abcdefghijkl", "987654321098", "iloveyou2026!", "letmein-dragon1", "sunshine2023", "admin-admin-2026",
        "football12345", "summer2026!!", "changeme-2026", "йцукенгшщзхъ", "correcthorsebatterystaple", "tessera-2026!",
        "trustno1trustno2", "welcome-to-port-selby", "Salam123456789",
    ]) func `what guessers try first is refused`(password: String) {
        #expect(Passwords.problem(with: password) == .guessable)
    }

    // ASVS 6.2.11
    @Test(arguments: ["hollerbach-2026", "hollerbach!!!1", "amina.khoury1", "Amina Khoury 99", "khoury.hollerbach"])
    func `what is known about the hub or the person is refused`(password: String) {
        let known = ["Hub Hollerbach", "amina.khoury@example.org"]
        #expect(Passwords.problem(with: password) == nil)
        #expect(Passwords.problem(with: password, context: known) == .guessable)
    }
}
