import House
import Identity
import Localization
import Storage

/// The rows of a list gathered into households, before anything is looked up.
struct ImportPlan: Sendable {
    struct Household: Sendable {
        let key: String
        let rows: [HouseholdRow]
        var worker: String? { (rows.first(where: \.isHead) ?? rows.first)?.worker }
    }
    let file: String
    let households: [Household]
    private(set) var issues: [ImportReport.Issue] = []

    init(rows: [HouseholdRow], file: String) {
        self.file = file
        var order: [String] = [], grouped: [String: [HouseholdRow]] = [:]
        var seen = Set<String>()
        for row in rows {
            if grouped[row.household] == nil { order.append(row.household) }
            grouped[row.household, default: []].append(row)
            for key in [row.key] + row.others.map(row.key) where !seen.insert(key).inserted {
                issues.append(.init(file: file, row: row.row, column: key == row.key ? "person" : "members", Message("This person stands in the list twice."), isError: true))
            }
        }
        households = order.map { Household(key: $0, rows: grouped[$0] ?? []) }
    }

    /// The addresses of case workers, each with the first row that names it.
    var workers: [String: Int] {
        var found: [String: Int] = [:]
        for household in households { if let worker = household.worker, found[worker] == nil { found[worker] = household.rows.first?.row } }
        return found
    }
}

/// What came from this town's lists before: by keyed hashes of their keys, since a key may hold a name.
struct ImportKnown: Sendable {
    struct Person: Sendable {
        let id: PersonID, mac: String
        /// At the desk, which knows better than the list from then on.
        let isCorrected: Bool
    }
    private let households: [String: Household]
    private let people: [HouseholdID: [String: Person]]

    init(db: any Connection, organization: OrganizationID) throws {
        households = try db.households.imported(to: organization)
        people = try db.persons.imported(to: organization)
    }

    func household(_ key: String) -> Household? { households[key] }
    func people(of household: HouseholdID?) -> [String: Person] { household.flatMap { people[$0] } ?? [:] }
}
