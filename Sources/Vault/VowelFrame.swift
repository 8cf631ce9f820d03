/// The vowels of a name between its consonants: what tells Hassan from Hussein and Ali from Alia.
struct VowelFrame: Hashable, Sendable {
    /// One run of vowels before each consonant and one after the last.
    private var runs: [[UInt8]] = [[]]

    /// `form` as `NameForm` writes it. `h` is passed over, as many spellings leave it out.
    init(form: [UInt8]) {
        for (place, letter) in form.enumerated() where letter != UInt8(ascii: "h") {
            guard NameForm.isVowel(letter) else { runs.append([]); continue }
            // Yelena and Elena, Ayesha and Aisha.
            let glides = place == 0 && letter == UInt8(ascii: "i") && form.count > 1 && NameForm.isVowel(form[1])
            let trails = letter == UInt8(ascii: "e") && runs[runs.count - 1].last == UInt8(ascii: "i")
            if !glides, !trails, runs[runs.count - 1].last != letter { runs[runs.count - 1].append(letter) }
        }
    }

    /// Whether the vowels could be spellings of the same ones.
    func agrees(with other: VowelFrame) -> Bool {
        guard runs.count == other.runs.count else { return false }
        return zip(runs, other.runs).enumerated().allSatisfy { place, pair in
            let (here, there) = pair
            if here.isEmpty || there.isEmpty { return isSilent(here + there, at: place) }
            return here.count == there.count && zip(here, there).allSatisfy(Self.areAlike)
        }
    }

    /// Within a name a vowel is often left out (Fatma, Fatima); at its end only the `e` that French does not speak.
    private func isSilent(_ run: [UInt8], at place: Int) -> Bool {
        let isInside = place > 0 && place < runs.count - 1
        return run.isEmpty || isInside || (place > 0 && run == [UInt8(ascii: "e")])
    }

    private static func areAlike(_ a: UInt8, _ b: UInt8) -> Bool {
        switch (min(a, b), max(a, b)) {
        case (UInt8(ascii: "a"), UInt8(ascii: "e")), (UInt8(ascii: "e"), UInt8(ascii: "i")),
             (UInt8(ascii: "o"), UInt8(ascii: "u")): true
        default: a == b
        }
    }
}
