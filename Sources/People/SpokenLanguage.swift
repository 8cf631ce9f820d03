import Identity
import Trust

/// A language someone speaks: ISO 639-3, how well, and whether they read it.
public struct SpokenLanguage: Sendable, Hashable {
    public enum Level: String, Sendable, CaseIterable {
        case native, fluent, conversation, basic, learning
    }
    public enum Literacy: String, Sendable, CaseIterable {
        case yes, little, no, unknown
    }
    public let code: String
    public let level: Level
    public let reads: Literacy

    /// - Parameter code: three letters; what two letters of ISO 639-1 name is taken as the language they stand for. Nil for anything else.
    public init?(code: String, level: Level, reads: Literacy) {
        let folded = code.lowercased()
        let known = Self.threeLetters[folded] ?? folded
        guard known.utf8.count == 3, known.utf8.allSatisfy({ (97...122).contains($0) }) else { return nil }
        (self.code, self.level, self.reads) = (known, level, reads)
    }

    /// Codes of two letters that towns' lists use, and a retired one (`ajp` was merged into `apc`).
    private static let threeLetters = [
        "am": "amh", "ar": "arb", "bn": "ben", "de": "deu", "en": "eng", "es": "spa", "fa": "pes", "fr": "fra", "hi": "hin", "ku": "kmr",
        "ne": "npi", "pa": "pan", "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "rw": "kin", "so": "som", "sq": "sqi",
        "sw": "swh", "ta": "tam", "ti": "tir", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "cmn", "it": "ita", "my": "mya",
        "om": "orm", "ka": "kat", "hy": "hye", "az": "aze", "uz": "uzb", "ajp": "apc",
    ]

    /// Languages offered first where someone has to choose; any other code can be typed.
    public static let common = [
        "arb", "apc", "acm", "arz", "ukr", "rus", "pes", "prs", "pus", "tir", "amh", "som", "kmr", "ckb", "tur", "urd", "ben", "spa",
        "fra", "eng", "swh", "orm", "rhg", "mya", "sqi", "kat", "cmn", "vie", "tam",
    ]

    static let register = [
        entry("code"), entry("level"), entry("reads"),
    ]

    private static func entry(_ column: String) -> FieldEntry {
        FieldEntry(
            table: "person_languages", column: column, kind: .circumstances, purposes: [.casework, .volunteering, .matching, .ownFile],
            basis: .publicTask, retention: .afterClosing, sensitivity: .sensitive, owner: .caseWorker)
    }
}
