import Identity
import Localization
import Storage
import Trust
import Vault
import Web

/// The last part of a path that opens without signing in: a tag that only this hub can make, for this path alone and
/// for one series of the links of whom it is for. Once a series is stopped, none of its links opens anything.
struct LinkKey: Sendable {
    /// How often the links of that person had been stopped when it was made.
    let series: Int
    private let tag: String

    init(_ path: String, series: Int, _ keyring: Keyring) {
        (self.series, tag) = (series, keyring.mac(Self.words(path, series), for: "personal-link"))
    }

    /// Nil where it is no key of this path.
    init?(_ text: String, of path: String, _ keyring: Keyring) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let tag = parts.last, let series = parts.count == 1 ? 0 : Int(parts[0]), parts.count <= 2,
              keyring.verify(tag, of: Self.words(path, series), for: "personal-link") else { return nil }
        (self.series, self.tag) = (series, tag)
    }

    /// Of the first series, the tag alone.
    var text: String { series == 0 ? tag : "\(series).\(tag)" }

    private static func words(_ path: String, _ series: Int) -> String { series == 0 ? path : "\(path)|\(series)" }
}

/// A link that opens nothing any more, though it was one of ours.
struct LinkStopped: Explained {
    let message = Message("This link was stopped. The person it belongs to, or somebody at the desk, asked for that. Sign in, or ask the person named below for a new one.")
    let status = Status.gone
}

extension Hub {
    /// A path that opens without signing in, as long as what stands behind it allows, which each area says for its own, and until
    /// the person it is for has their links stopped. Nothing of it is stored.
    ///
    /// - Parameter series: how often they had been (`PersonalLinkStore`).
    public func personalLink(_ path: String, series: Int = 0) -> String { "\(path)/\(LinkKey(path, series: series, keyring).text)" }

    /// Another path for whoever holds this key of a path, as good as that one.
    public func personalLink(_ path: String, as key: String, of known: String) -> String {
        personalLink(path, series: LinkKey(key, of: known, keyring)?.series ?? 0)
    }

    /// Whether this key opens the path, or did so before it was stopped.
    public func isKey(_ key: String, of path: String) -> Bool { LinkKey(key, of: path, keyring) != nil }

    /// Lets whoever holds the key of a path in, in the place of this person.
    ///
    /// - Throws: `Refusal.notFound` for any other key, so that nothing tells what exists; `LinkStopped` for one of links that were stopped.
    public func checkKey(_ key: String, of path: String, for person: PersonID) async throws {
        try checkKey(key, of: path, notBefore: try await archive.read { try $0.personalLinks.series(of: person) })
    }

    /// The same for what stands behind it when nobody is named there any more: the lowest series whose links still open.
    public func checkKey(_ key: String, of path: String, notBefore series: Int) throws {
        guard let key = LinkKey(key, of: path, keyring) else { throw Refusal.notFound }
        guard series <= key.series else { throw LinkStopped() }
    }

    /// Stops every link that was made for someone so far, also for a backup that is put in place later.
    ///
    /// - Parameter work: what goes with it, in the same transaction.
    public func stopLinks(of person: PersonID, by actor: Actor, for purpose: Purpose, _ work: @escaping @Sendable (any Connection, inout Access) throws -> Void) async throws {
        let now = now(), zone = settings.value.zone, erased = erased, tag = keyring.linksTag(of: person)
        try await archive.write(by: actor, for: purpose) { db, access in
            let series = try db.personalLinks.stop(of: person, at: now)
            try work(db, &access)
            // Before it is done, and where it can't be written nothing is: what the list does not know a restore would open again.
            try erased.addStopped(tag, series: series, on: Day(now, in: zone))
        }
    }

    /// Stops anew what had been stopped before: for a hub that a backup has brought back to an earlier day, before anybody is erased again.
    public func stopLinksAgain() async throws {
        let stopped = try erased.stopped(), now = now()
        guard !stopped.isEmpty else { return }
        // Also of those who were erased since: what is kept of their requests takes it from there.
        for (person, _) in try await keyring.people() {
            guard let series = stopped[keyring.linksTag(of: person)] else { continue }
            try await archive.write { try $0.personalLinks.raise(to: series, of: person, at: now) }
        }
    }
}
