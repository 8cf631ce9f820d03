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
        /// When everything was counted last, and the stamp of what had changed since an hour before that.
        var counted = Date.distantPast
        var recent = ""
        /// How many erasures the hub had seen then.
        var erasures = 0

        /// As the store stamps all that is known here.
        var stamp: String { "\(versions.count) \(versions.values.reduce(0, +))" }
    }
    /// Changes are stamped before their transaction ends: one that ends later may carry an earlier time. So each search
    /// asks for changes of the last hour, and once an hour, or where the clock was set back, everybody is counted.
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
        let now = hub.now(), (counted, recent) = known.withLock { ($0[organization]?.counted ?? .distantPast, $0[organization]?.recent ?? "") }
        let isFresh = now >= counted && now.timeIntervalSince(counted) < Self.overlap, reference = isFresh ? counted : now
        let (stamp, erasures) = try await hub.archive.read { (try $0.persons.stamp(of: organization, after: Self.before(reference)), try $0.erasures.count()) }
        if known.withLock({ $0[organization].map { $0.erasures != erasures } ?? false }) {
            // Somebody has to be forgotten: nobody says who, so everybody is, and those who stay are learned anew.
            known.withLock { $0 = [:] }
            return try await learn(organization)
        }
        if isFresh, stamp == recent { return }
        try await take(changedAfter: Self.before(counted), in: organization)
        if !isFresh, try await isBehind(organization) { try await take(changedAfter: .distantPast, in: organization) }
        known.withLock {
            $0[organization]?.counted = reference
            $0[organization]?.recent = stamp
            $0[organization]?.erasures = erasures
        }
    }

    private static func before(_ moment: Date) -> Date { max(.distantPast, moment.addingTimeInterval(-overlap)) }

    /// Whether others were changed than those taken, as when the clock was set back meanwhile.
    private func isBehind(_ organization: OrganizationID) async throws -> Bool {
        try await hub.archive.read { try $0.persons.stamp(of: organization, after: .distantPast) } != known.withLock { $0[organization]?.stamp }
    }

    private func take(changedAfter moment: Date, in organization: OrganizationID) async throws {
        let changed = try await hub.archive.read { try $0.persons.changed(in: organization, after: moment) }
        let seen = known.withLock { $0[organization]?.versions ?? [:] }
        let fresh = try changed.filter { seen[$0.id] != $0.version }.map { (person: $0, names: try names(of: $0)) }
        known.withLock { all in
            var mine = all.removeValue(forKey: organization) ?? Known()
            for (person, name) in fresh {
                mine.index.insert(person.id, names: [name.full], birthYear: name.year)
                mine.versions[person.id] = person.version
            }
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
