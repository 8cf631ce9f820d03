import Foundation
import Identity
import Storage
import Trust

/// A person as a list shows them, opened for whoever may see their name.
struct PersonLine: Sendable {
    let id: PersonID
    let household: HouseholdID
    let name: String
    let birthYear: Int?
    let isInCare: Bool

    /// Those of these people who are members of households that the actor may see, in this order; two queries for all.
    static func lines(of ids: [PersonID], _ db: any Connection, _ access: inout Access) throws -> [PersonLine] {
        let people = Dictionary(try db.persons.find(ids, visibleTo: access.actor).map { ($0.id, $0) }) { first, _ in first }
        let homes = Dictionary(try db.households.find(people.values.compactMap(\.household), visibleTo: access.actor).map { ($0.id, $0) }) { first, _ in first }
        var lines: [PersonLine] = []
        for id in ids {
            guard let person = people[id], let home = person.household.flatMap({ homes[$0] }) else { continue }
            let relation = home.relation(to: access.actor)
            lines.append(PersonLine(
                id: id, household: home.id, name: try access.name(of: person, as: relation),
                birthYear: try access.birth(of: person, as: relation)?.year, isInCare: relation == .assigned))
        }
        return lines
    }

    init(id: PersonID, household: HouseholdID, name: String, birthYear: Int?, isInCare: Bool) {
        (self.id, self.household, self.name, self.birthYear, self.isInCare) = (id, household, name, birthYear, isInCare)
    }
}

/// A household as a list shows it: its head, and how many they are.
struct HouseholdLine: Sendable {
    let id: HouseholdID
    let head: String
    let count: Int
    let district: String?

    /// Those in the actor's care, the last worked on first; two queries for all.
    static func inCare(_ db: any Connection, _ access: inout Access) throws -> [HouseholdLine] {
        try lines(of: db.households.inCare(of: access.actor, limit: 50), db, &access)
    }

    /// These households with their heads opened, in this order; one query for all.
    static func lines(of households: [Household], _ db: any Connection, _ access: inout Access) throws -> [HouseholdLine] {
        let members = Dictionary(grouping: try db.persons.members(of: households.map(\.id))) { $0.household }
        var lines: [HouseholdLine] = []
        for household in households {
            let people = members[household.id] ?? []
            guard let head = people.first(where: \.isHead) ?? people.first else { continue }
            lines.append(HouseholdLine(
                id: household.id, head: try access.name(of: head, as: household.relation(to: access.actor)),
                count: people.count, district: household.district))
        }
        return lines
    }

    init(id: HouseholdID, head: String, count: Int, district: String?) {
        (self.id, self.head, self.count, self.district) = (id, head, count, district)
    }
}

extension Access {
    package mutating func name(of person: Person, as relation: Relation) throws -> String {
        let row = person.id.text
        let given = try open(person.givenName, in: row, of: person.id, as: relation)
        guard let family = person.familyName else { return given }
        return try given + " " + open(family, in: row, of: person.id, as: relation)
    }

    mutating func birth(of person: Person, as relation: Relation) throws -> Birth? {
        guard let sealed = person.birthDate else { return nil }
        return try Birth(open(sealed, in: person.id.text, of: person.id, as: relation))
    }
}
