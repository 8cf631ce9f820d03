/// What may be brought in as a list: text by its name and by its first bytes. Anything else is refused before it is read.
enum ListFile {
    private static let endings: Set<String> = ["csv", "txt"]
    /// How files begin that people take for a list: spreadsheets and other archives, older spreadsheets, PDF, pictures.
    private static let others: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0], [0x25, 0x50, 0x44, 0x46], [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x47, 0x49, 0x46, 0x38],
        [0x1F, 0x8B],
    ]

    static func isList(_ name: String, _ bytes: [UInt8]) -> Bool {
        let parts = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let ending = parts.last, endings.contains(String(ending)) else { return false }
        return !others.contains { bytes.starts(with: $0) }
    }
}
