/// Every word that occurs in an index's names, once, and who bears it.
struct NameVocabulary: Sendable {
    private var probes: [NameProbe] = []
    private var words: [NameWord?] = []
    private var bearers: [[Int]] = []
    private var numbers: [Romanization.Word: Int] = [:]
    private var free: [Int] = []

    /// Notes that `bearer` has this word.
    mutating func insert(_ word: Romanization.Word, bearer: Int) {
        bearers[numbers[word] ?? add(word)].append(bearer)
    }

    /// Forgets a word altogether with its last bearer.
    mutating func remove(_ word: Romanization.Word, bearer: Int) {
        guard let number = numbers[word] else { return }
        bearers[number].removeAll { $0 == bearer }
        guard bearers[number].isEmpty else { return }
        numbers[word] = nil
        words[number] = nil
        free.append(number)
    }

    var count: Int { numbers.count }

    /// Calls `body` with the bearers of each word that resembles `asked`, and how much: 0.6 to 1.
    func forEachMatch(of asked: NameWord, _ body: (_ bearers: [Int], _ score: Double) -> Void) {
        let search = NameProbe(asked)
        for number in probes.indices where search.mayMean(probes[number], letters: asked.form.count) {
            guard let word = words[number] else { continue }
            let score = max(asked.similarity(to: word), asked.completion(in: word))
            if score >= 0.6 { body(bearers[number], score) }
        }
    }

    private mutating func add(_ word: Romanization.Word) -> Int {
        let new = NameWord(word)
        let number = free.popLast() ?? words.count
        if number == words.count {
            words.append(new)
            probes.append(NameProbe(new))
            bearers.append([])
        } else {
            (words[number], probes[number]) = (new, NameProbe(new))
        }
        numbers[word] = number
        return number
    }
}
