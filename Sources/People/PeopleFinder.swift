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
        var versions: [PersonID: Int] = [:]
        var until = Date.distantPast
        var stamp = ""
    }
    /// Changes are stamped before their transaction ends: one that ends later may carry an earlier time.
    private static let overlap: TimeInterval = 3600

    private let hub: Hub
    private let known = Mutex<[OrganizationID: Known]>([:])

    init(hub: Hub) { self.hub = hub }

    /// The best hits of one organization, best first; `limit` 1 to 50.
    func search(_ query: String, born: Int? = nil, in organization: OrganizationID, limit: Int) async throws -> [NameIndex<PersonID>.Hit] {
        try await learn(organization)
        return known.withLock { $0[organization]?.index.search(query, birthYear: born, limit: limit) ?? [] }
    }

    private func learn(_ organization: OrganizationID) async throws {
        let (stamp, since) = known.withLock { ($0[organization]?.stamp ?? "", $0[organization]?.until ?? .distantPast) }
        let (now, changed) = try await hub.archive.read { db in
            let now = try db.persons.stamp(of: organization)
            return (now, now == stamp ? [] : try db.persons.changed(in: organization, after: since.addingTimeInterval(-Self.overlap)))
        }
        guard now != stamp else { return }
        let seen = known.withLock { $0[organization]?.versions ?? [:] }
        var unseen = changed.filter { seen[$0.id] != $0.version }
        // A clock that was set back stamps changes earlier than what is known: then everything is read again.
        if unseen.isEmpty {
            unseen = try await hub.archive.read { try $0.persons.changed(in: organization, after: .distantPast) }.filter { seen[$0.id] != $0.version }
        }
        let fresh = try unseen.map { (person: $0, names: try names(of: $0)) }
        known.withLock { all in
            var mine = all.removeValue(forKey: organization) ?? Known()
            for (person, name) in fresh {
                mine.index.insert(person.id, names: [name.full], birthYear: name.year)
                mine.versions[person.id] = person.version
                mine.until = max(mine.until, person.updatedAt)
            }
            mine.stamp = now
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
