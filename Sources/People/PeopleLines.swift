import Foundation
import Identity
import Storage
import Trust

/// A person as a list shows them, opened for whoever may see their name.
struct PersonLine: Sendable {
    let id: PersonID
    let household: HouseholdID
    /// The name of someone in the actor's care, of all others the initials: their household's page opens it.
    let name: String
    /// Such as 30 to 39; nil where nobody knows the birth.
    let ages: ClosedRange<Int>?
    let isInCare: Bool

    /// Those of these people who are members of households that the actor may see, in this order; two queries for all.
    static func lines(of ids: [PersonID], on today: Day, _ db: any Connection, _ access: inout Access) throws -> [PersonLine] {
        let people = Dictionary(try db.persons.find(ids, visibleTo: access.actor).map { ($0.id, $0) }) { first, _ in first }
        let homes = Dictionary(try db.households.find(people.values.compactMap(\.household), visibleTo: access.actor).map { ($0.id, $0) }) { first, _ in first }
        var lines: [PersonLine] = []
        for id in ids {
            guard let person = people[id], let home = person.household.flatMap({ homes[$0] }) else { continue }
            let relation = home.relation(to: access.actor), isInCare = relation == .assigned
            let name = try access.name(of: person, as: relation)
            lines.append(PersonLine(
                id: id, household: home.id, name: isInCare ? name : Self.initials(name),
                ages: try access.birth(of: person, as: relation)?.ages(on: today), isInCare: isInCare))
        }
        return lines
    }

    init(id: PersonID, household: HouseholdID, name: String, ages: ClosedRange<Int>?, isInCare: Bool) {
        (self.id, self.household, self.name, self.ages, self.isInCare) = (id, household, name, ages, isInCare)
    }

    /// The first letter of each part of a name, such as \u{201C}A. H.\u{201D}
    static func initials(_ name: String) -> String { name.split(separator: " ").map { "\($0.prefix(1))." }.joined(separator: " ") }
}

/// A household as a list shows it: its head, and how many they are.
struct HouseholdLine: Sendable {
    let id: HouseholdID
    /// Nil where the head's data is kept and not used: nobody else's name stands for the household then.
    let head: String?
    let count: Int
    let district: String?
    /// Whether there is anybody whose data is used.
    var isUsed = true

    /// Those in the actor's care, the last worked on first; three queries for all.
    static func inCare(_ db: any Connection, _ access: inout Access) throws -> [HouseholdLine] {
        try lines(of: db.households.inCare(of: access.actor, limit: 50), db, &access)
    }

    /// These households with their heads opened, in this order; two queries for all.
    static func lines(of households: [Household], _ db: any Connection, _ access: inout Access) throws -> [HouseholdLine] {
        let members = Dictionary(grouping: try db.persons.members(of: households.map(\.id))) { $0.household }
        let sizes = try db.households.sizes(of: households.map(\.id))
        var lines: [HouseholdLine] = []
        for household in households {
            let people = members[household.id] ?? [], isWhole = sizes[household.id].map { $0 <= people.count } ?? true
            let head = people.first(where: \.isHead) ?? (isWhole ? people.first : nil)
            lines.append(HouseholdLine(
                id: household.id, head: try head.map { try access.name(of: $0, as: household.relation(to: access.actor)) },
                count: sizes[household.id] ?? people.count, district: household.district, isUsed: !people.isEmpty))
        }
        return lines
    }

    init(id: HouseholdID, head: String?, count: Int, district: String?, isUsed: Bool = true) {
        (self.id, self.head, self.count, self.district, self.isUsed) = (id, head, count, district, isUsed)
    }
}

extension Access {
    package mutating func name(of person: Person, as relation: Relation) throws -> String {
        let row = person.id.text
        let given = try open(person.givenName, in: row, of: person.id, as: relation)
        guard let family = person.familyName else { return given }
        return try given + " " + open(family, in: row, of: person.id, as: relation)
    }

    package mutating func birth(of person: Person, as relation: Relation) throws -> Birth? {
        guard let sealed = person.birthDate else { return nil }
        return try Birth(open(sealed, in: person.id.text, of: person.id, as: relation))
    }
}
