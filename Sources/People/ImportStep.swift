import Foundation
import House
import Identity
import Storage
import Trust
import Vault

/// What is to be done for one household of a list.
struct ImportStep: Sendable {
    enum Change: Sendable { case new, changed, unchanged }
    struct Person: Sendable {
        let id: PersonID, change: Change
        /// False for someone named in another's row.
        let isRow: Bool
        /// Whether the desk corrected them: then the list does not speak for them any more.
        let isCorrected: Bool
        let source: ImportSource
        let details: PersonDetails
        let languages: [SpokenLanguage], contacts: [ContactDetails]
        let extra: String?
        let isHead: Bool
        let words: [any ListWords]
    }
    let sourceKey: String
    let household: Household
    let householdChange: Change
    let people: [Person]
    /// The row of the one who speaks for the household, among its rows.
    private let speaker: Int

    /// What is told to other areas once it is stored.
    var event: HouseholdImported {
        let head = people.filter(\.isRow).dropFirst(speaker).first?.id
        return HouseholdImported(
            household: household.id, organization: household.organization, district: household.district,
            people: people.filter { !$0.isCorrected }.map { .init(id: $0.id, isHead: $0.id == head, birth: $0.details.birth, gender: $0.details.gender, languages: $0.languages) },
            words: people.flatMap { person in person.words.map { (person.id, $0) } })
    }

    var isToDo: Bool { householdChange != .unchanged || people.contains { $0.change != .unchanged } }

    /// What became of each row; a change of the household itself is one of its first row.
    var rowChanges: [Change] {
        var changes = people.filter(\.isRow).map(\.change)
        if householdChange == .changed, changes.first == .unchanged { changes[0] = .changed }
        return changes
    }

    init(_ key: String, rows: [HouseholdRow], worker: UserID?, known: ImportKnown, organization: OrganizationID, hub: Hub) {
        sourceKey = hub.keyring.mac(key, for: "import.household")
        let before = known.household(sourceKey), head = rows.first(where: \.isHead) ?? rows.first
        let told = Household(
            id: before?.id ?? hub.newID(), organization: organization, district: head?.district,
            arrivedOn: head?.arrivedOn, ground: head?.ground ?? .publicTask, worker: before?.worker ?? worker, updatedAt: hub.now())
        household = told
        householdChange = before.map { told.says(theSameAs: $0) ? .unchanged : .changed } ?? .new
        let match = ImportMatch(rows: rows, stored: known.people(of: before?.id), hub: hub)
        people = rows.flatMap { row in
            [match.person(row, isHead: before == nil && row.key == head?.key)] + row.others.map { match.other($0, of: row) }
        }
        speaker = head.flatMap { head in rows.firstIndex { $0.key == head.key } } ?? 0
    }
}

extension Household {
    fileprivate func says(theSameAs other: Household) -> Bool {
        district == other.district && arrivedOn == other.arrivedOn && ground == other.ground && worker == other.worker
    }
}

/// Finds who of a household's rows is here already.
private struct ImportMatch {
    private let hub: Hub
    private let stored: [String: ImportKnown.Person]
    /// Where one row and one person of the household are left over, the row is that person under a corrected name.
    private var corrected: (row: String, person: ImportKnown.Person)?

    init(rows: [HouseholdRow], stored: [String: ImportKnown.Person], hub: Hub) {
        (self.hub, self.stored) = (hub, stored)
        let keys = Set(rows.map { Self.key($0.key, isRow: true, hub) })
        let leftRows = rows.filter { stored[Self.key($0.key, isRow: true, hub)] == nil }
        let leftPeople = stored.filter { $0.key.hasPrefix("r:") && !keys.contains($0.key) }
        if leftRows.count == 1, leftPeople.count == 1, let row = leftRows.first, let person = leftPeople.first { corrected = (row.key, person.value) }
    }

    func person(_ row: HouseholdRow, isHead: Bool) -> ImportStep.Person {
        let key = Self.key(row.key, isRow: true, hub), extra = Self.json(row.extra)
        let known = stored[key] ?? (corrected?.row == row.key ? corrected?.person : nil)
        let content = "\(row.details)|\(row.languages)|\(row.contacts)|\(row.others)|\(extra ?? "")|\(row.wordsCells)"
        return made(key, known, content, row.details, row.languages, row.contacts, extra, isRow: true, isHead: isHead, row.words)
    }

    func other(_ details: PersonDetails, of row: HouseholdRow) -> ImportStep.Person {
        let key = Self.key(row.key(of: details), isRow: false, hub)
        return made(key, stored[key], "\(details)", details, [], [], nil, isRow: false, isHead: false, [])
    }

    private func made(
        _ key: String, _ known: ImportKnown.Person?, _ content: String, _ details: PersonDetails, _ languages: [SpokenLanguage],
        _ contacts: [ContactDetails], _ extra: String?, isRow: Bool, isHead: Bool, _ words: [any ListWords]
    ) -> ImportStep.Person {
        let mac = hub.keyring.mac(content, for: "import.content")
        let change: ImportStep.Change = known.map { $0.mac == mac ? .unchanged : .changed } ?? .new
        return .init(
            id: known?.id ?? hub.newID(), change: change, isRow: isRow, isCorrected: known?.isCorrected ?? false, source: ImportSource(key: key, mac: mac), details: details,
            languages: languages, contacts: contacts, extra: extra, isHead: isHead, words: words)
    }

    private static func key(_ key: String, isRow: Bool, _ hub: Hub) -> String {
        (isRow ? "r:" : "o:") + hub.keyring.mac(key, for: "import.person")
    }

    private static func json(_ extra: [String: String]) -> String? {
        guard !extra.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(extra)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A step with everything sealed, ready for its transaction.
struct SealedStep: Sendable {
    private let household: Household
    private let sourceKey: String
    private let change: ImportStep.Change
    private let people: [(person: SealedPerson, change: ImportStep.Change)]
    let event: HouseholdImported

    init(_ step: ImportStep, hub: Hub) throws {
        let household = step.household
        (self.household, sourceKey, change, event) = (household, step.sourceKey, step.householdChange, step.event)
        people = try step.people.filter { $0.change != .unchanged }.map { person in
            (try SealedPerson(
                person.details, id: person.id, organization: household.organization, household: household.id, isHead: person.isHead, source: person.source,
                extra: person.extra, languages: person.languages, contacts: person.contacts, with: hub), person.change)
        }
    }

    func write(_ db: any Connection, _ access: inout Access, at now: Date) throws {
        switch change {
        case .new: try db.households.insert(household, sourceKey: sourceKey, at: now)
        case .changed: try db.households.update(household, at: now)
        case .unchanged: break
        }
        for (person, change) in people {
            if change == .new { try db.persons.insert(person, at: now) } else { try db.persons.replaceImported(person, at: now) }
            try access.record(change == .new ? .memberAdded : .personChanged, on: household.id, of: person.id, fields: ["import"], at: now, in: db)
        }
    }
}
