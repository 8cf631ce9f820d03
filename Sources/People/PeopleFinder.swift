import Foundation
import House
import Identity
import Storage
import Synchronization
import Vault

/// Finds people by name in any script, by its beginning, misspelled or written in other letters.
///
/// Names are kept in clear in memory only, one index an organization. Before each search it learns what changed in the
/// database since the last one, so that it needs no word from those who change it. Ranking is no read of a record:
/// opening a hit is, and is decided and recorded as any other.
final class PeopleFinder: Sendable {
    private struct Known {
        var index = NameIndex<PersonID>()
        var until = Date.distantPast
        /// How many rows were read of the last moment known.
        var readAtEnd = 0
    }
    private let hub: Hub
    private let known = Mutex<[OrganizationID: Known]>([:])

    init(hub: Hub) { self.hub = hub }

    /// The best hits of one organization, best first; `limit` 1 to 50.
    func search(_ query: String, born: Int? = nil, in organization: OrganizationID, limit: Int = 20) async throws -> [NameIndex<PersonID>.Hit] {
        try await learn(organization)
        return known.withLock { $0[organization]?.index.search(query, birthYear: born, limit: limit) ?? [] }
    }

    private func learn(_ organization: OrganizationID) async throws {
        let (since, readAtEnd) = known.withLock { ($0[organization]?.until ?? .distantPast, $0[organization]?.readAtEnd ?? 0) }
        // Another change could share the last millisecond: it is counted, and read again only if there are more.
        let from = since.addingTimeInterval(-0.001)
        let changed = try await hub.archive.read { db in
            try db.persons.countChanged(in: organization, after: from) == readAtEnd ? [] : try db.persons.changed(in: organization, after: from)
        }
        guard !changed.isEmpty else { return }
        let named = try changed.map { (person: $0, names: try names(of: $0)) }
        known.withLock { all in
            var mine = all.removeValue(forKey: organization) ?? Known()
            for (person, name) in named {
                mine.index.remove(person.id)
                mine.index.insert(person.id, names: [name.full], birthYear: name.year)
                mine.until = max(mine.until, person.updatedAt)
            }
            mine.readAtEnd = named.count { $0.person.updatedAt > mine.until.addingTimeInterval(-0.001) }
            all[organization] = mine
        }
    }

    private func names(of person: Person) throws -> (full: String, year: Int?) {
        let keyring = hub.keyring, row = person.id.text
        let given = try keyring.open(person.givenName, row: row, of: person.id)
        let family = try person.familyName.map { try keyring.open($0, row: row, of: person.id) }
        let born = try person.birthDate.flatMap { Birth(try keyring.open($0, row: row, of: person.id)) }
        return ([given, family].compactMap(\.self).joined(separator: " "), born?.year)
    }
}
