import Accounts
import House
import Identity
import Messaging
import Vault

/// A sealed note for a town that is invented, written and sealed by the ways that people use.
package struct NoteSeeds: Sendable {
    let hub: Hub
    package init(hub: Hub) { self.hub = hub }

    /// Makes a key for each reader, opened by this password, and writes them what must be known about someone in the writer's care.
    package func fill(_ words: String, about person: PersonID, by writer: Actor, for readers: [Actor], password: String) async throws {
        let keys = SealingKeys(hub: hub)
        for reader in readers { _ = try await keys.make(for: reader, password: password, replacing: nil) }
        var form = NoteForm()
        (form.words, form.readers) = (words, Set(readers.map(\.user)))
        form.seen = try await hub.archive.read { SeenReaders(try Subject(person, $0, for: writer)) }
        try await Notes(hub: hub).write(form, as: hub.newID(), about: person, by: writer)
        // Nobody is written to about what was before the town began.
        try await hub.archive.write { try $0.outbox.takeBack(prefix: "protection:") }
    }
}
