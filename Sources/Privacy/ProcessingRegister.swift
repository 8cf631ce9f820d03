import House
import Identity
import Trust

/// The register of processing (GDPR, Article 30), made from what each area says of its own fields.
struct ProcessingRegister: Sendable {
    /// What one area keeps in one table for the same reasons and as long.
    struct Entry: Sendable {
        let area: String, table: String
        let columns: [String]
        let kinds: Set<FieldClass>, purposes: Set<Purpose>
        let basis: LawfulBasis
        let sensitivity: Sensitivity
        let owner: Role
        /// As the hub keeps it, which may differ from what the program proposes.
        let days: Int
        let event: RetentionEvent, action: RetentionRule.Action?
        /// Roles that may open some of it, and whether the other side of a match may.
        let openers: Set<Role>, isToldBetween: Bool
    }
    let entries: [Entry]

    init(_ features: [Feature]) {
        struct Key: Hashable {
            let table: String, basis: LawfulBasis, sensitivity: Sensitivity, owner: Role, purposes: Set<Purpose>, retention: RetentionPeriod
            init(_ field: FieldEntry) {
                (table, basis, sensitivity, owner) = (field.table, field.basis, field.sensitivity, field.owner)
                (purposes, retention) = (field.purposes, field.retention)
            }
        }
        let rules = Dictionary(features.flatMap(\.retention).map { ($0.event, $0) }) { first, _ in first }
        entries = features.flatMap { feature in
            var order: [Key] = [], fields: [Key: [FieldEntry]] = [:]
            for field in feature.personalData {
                let key = Key(field)
                if fields[key] == nil { order.append(key) }
                fields[key, default: []].append(field)
            }
            return order.map { key in
                let same = fields[key] ?? [], kinds = Set(same.map(\.kind)), rule = rules[key.retention.event]
                return Entry(
                    area: feature.name, table: key.table, columns: same.map(\.column), kinds: kinds, purposes: key.purposes, basis: key.basis, sensitivity: key.sensitivity,
                    owner: key.owner, days: rule?.days ?? key.retention.days, event: key.retention.event, action: rule?.action,
                    openers: kinds.reduce(into: []) { $0.formUnion(AccessDecision.openers(of: $1, for: key.purposes)) },
                    isToldBetween: key.purposes.contains(.matching) && kinds.contains(where: AccessDecision.isToldBetween))
            }
        }
    }

    /// For other programs: one line an entry, names as the program has them (RFC 4180).
    var csv: String {
        let head = ["area", "table", "fields", "classes", "purposes", "legal_basis", "sensitivity", "owner", "kept_days", "kept_after", "then", "opened_by", "other_side_of_a_match"]
        let lines = entries.map { entry -> [String] in
            [entry.area, entry.table, entry.columns.joined(separator: " "), Self.words(entry.kinds), Self.words(entry.purposes), entry.basis.rawValue, entry.sensitivity.rawValue,
             entry.owner.rawValue, String(entry.days), entry.event.rawValue, entry.action?.rawValue ?? "", Self.words(entry.openers), entry.isToldBetween ? "yes" : "no"]
        }
        return ([head] + lines).map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func words<Word: RawRepresentable<String>>(_ words: Set<Word>) -> String { words.map(\.rawValue).sorted().joined(separator: " ") }
    private static func cell(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}
