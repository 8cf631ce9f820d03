import Foundation
import House
import Identity
import Storage
import Trust
import Web

/// Whom a breach concerns: everyone of whom a table holds something, or everyone whose data someone opened in a time.
enum BreachSearch: Sendable {
    case table(String)
    case reader(PersonID, days: ClosedRange<Day>, kinds: Set<FieldClass>)

    /// Nil where nothing that can be searched for was chosen.
    init?(_ fields: Fields, tables: [String]) {
        if fields["by"] == "table" {
            guard tables.contains(fields["table"]) else { return nil }
            self = .table(fields["table"])
        } else {
            guard let reader = PersonID(fields["reader"]), let from = Day(typed: fields["from"]), let to = Day(typed: fields["to"]), from <= to else { return nil }
            let kinds = Set(fields.values("kind").compactMap(FieldClass.init))
            self = .reader(reader, days: from...to, kinds: kinds.isEmpty ? Set(FieldClass.allCases) : kinds)
        }
    }

    var name: String { if case .table = self { "table" } else { "reader" } }

    /// Those concerned who are known to this organization; nobody of another.
    func people(of organization: OrganizationID, _ hub: Hub, _ db: any Connection) throws -> [PersonID] {
        let known = Set(try hub.people(of: organization, db))
        switch self {
        case .table(let table):
            return try FieldEntry.people(in: table, db).filter(known.contains)
        case .reader(let reader, let days, let kinds):
            // The records name people by codes: whose they are is found by making everybody's.
            let codes = try AccessRecordStore(db: db, keyring: hub.keyring).people(
                openedBy: reader, from: days.lowerBound.start(in: hub.settings.value.zone), to: days.upperBound.adding(days: 1).start(in: hub.settings.value.zone), kinds: kinds)
            return known.filter { codes.contains(hub.keyring.pseudonym(of: $0)) }.sorted()
        }
    }
}

extension Hub {
    /// The tables of the register that name the person of each row, in order, and what stands in each.
    var personalTables: [(name: String, kinds: [FieldClass])] {
        Dictionary(grouping: features.flatMap(\.personalData), by: \.table).filter { FieldEntry.personColumn(of: $0.key) != nil }
            .map { ($0.key, Set($0.value.map(\.kind)).sorted { $0.rawValue < $1.rawValue }) }.sorted { $0.name < $1.name }
    }
}

extension Day {
    /// When the day begins in this zone.
    func start(in zone: TimeZone) -> Date {
        let shown = Double(number * 86_400)
        return Date(timeIntervalSince1970: shown - Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: shown))))
    }
}
