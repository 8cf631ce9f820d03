/// One sentence of a PO file with all that stands around it.
struct POEntry: Equatable {
    var comments: [String] = []
    var references: [String] = []
    var flags: [String] = []
    var context: String?
    var msgid = ""
    var plural: String?
    var translations: [Int: String] = [:]
    var line = 0

    var key: Catalog.Key { Catalog.Key(context: context, msgid: msgid) }
    var isFuzzy: Bool { flags.contains("fuzzy") }
    var isHeader: Bool { msgid.isEmpty && context == nil }
    var isUntranslated: Bool { translations.values.allSatisfy(\.isEmpty) }

    /// The fields of a header, in order.
    var fields: [(name: String, value: String)] {
        (translations[0] ?? "").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (String(parts[0]), String(parts[1].drop { $0 == " " }))
        }
    }

    func field(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
