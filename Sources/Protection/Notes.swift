import Accounts
import Foundation
import House
import Identity
import Messaging
import People
import Storage
import Trust
import Vault
import Web

/// What people do with sealed notes, apart from any page.
package struct Notes: Sendable {
    let hub: Hub
    private let keys: SealingKeys

    package init(hub: Hub) { (self.hub, keys) = (hub, SealingKeys(hub: hub)) }

    /// Writes a note about someone, for those who can read the others, or, where nobody can, for those named in the form.
    ///
    /// Throws a `FieldProblem` where nobody is named, `NoteProblem`, and `Refusal` as `Subject` does; the same form sent twice is one note.
    func write(_ form: NoteForm, as id: NoteID, about person: PersonID, by actor: Actor) async throws {
        let now = hub.now(), keyring = hub.keyring
        try await hub.archive.write(by: actor, for: .protection) { db, access in
            let subject = try Subject(person, db, for: actor), isFirst = subject.readers.isEmpty
            // Nobody can tell whether the words are the same: the hub can't open them.
            if subject.notes.contains(where: { $0.id == id && $0.writer == actor.user }) { throw NoteProblem.alreadySealed }
            try form.seen.check(isFirst ? form.readers : [], against: SeenReaders(subject))
            let readers = isFirst ? subject.holders.filter { form.readers.contains($0.user) } : subject.readers
            guard !readers.isEmpty else { throw FieldProblem.noReader }
            let (words, copies) = try Self.sealed(form.words, id, about: person, to: readers, keyring)
            // The id comes from the form: another's note is none of this page's.
            guard try db.notes.insert(id, about: person, of: actor.organization, by: actor.user, words, copies, at: now) else { throw Refusal.notFound }
            for reader in readers where reader.user != actor.user {
                try db.outbox.post(.noteToRead, to: reader.member.person, opening: "/protection", key: "protection:\(id.text):\(reader.user.text)", notBefore: now, at: now)
            }
            try access.record(.noteWritten, on: id, of: person, at: now, in: db)
        }
    }

    /// The notes about someone in clear, by what the actor typed; nil for the words of one that is not sealed to them.
    ///
    /// Throws the `FieldProblem` of a wrong password or code, and `Refusal` for whom nothing is sealed to.
    func read(about person: PersonID, by actor: Actor, typed: String) async throws -> [(note: Note, words: String?)] {
        let key = try await open(person, by: actor, typed), now = hub.now()
        return try await hub.archive.write(by: actor, for: .protection) { db, access in
            var found: [(note: Note, words: String?)] = []
            for note in try Subject(person, db, for: actor).opened().notes {
                let words = try Self.words(of: note, by: actor, key, &access)
                found.append((note, words))
                guard words != nil else { continue }
                try db.notes.setRead(note.id, by: actor.user, at: now)
                try access.record(.noteRead, on: note.id, of: person, at: now, in: db)
            }
            return found
        }
    }

    /// Seals all notes that the actor can open anew, under new keys, to these and nobody else.
    ///
    /// - Parameter seen: who read when these were chosen; throws `NoteProblem.readersChanged` where that is not so any more.
    func setReaders(_ chosen: Set<UserID>, of person: PersonID, seen: SeenReaders, by actor: Actor, typed: String) async throws {
        let key = try await open(person, by: actor, typed), now = hub.now(), keyring = hub.keyring
        try await hub.archive.write(by: actor, for: .protection) { db, access in
            let subject = try Subject(person, db, for: actor).opened(), readers = subject.holders.filter { chosen.contains($0.user) }
            try seen.check(chosen, against: SeenReaders(subject))
            guard !readers.isEmpty else { throw FieldProblem.noReader }
            for note in subject.notes {
                guard let words = try Self.words(of: note, by: actor, key, &access) else { continue }
                let (sealed, copies) = try Self.sealed(words, note.id, about: person, to: readers, keyring)
                try db.notes.reseal(note, sealed, copies)
                try access.record(.noteReadersSet, on: note.id, of: person, fields: ["readers"], at: now, in: db)
            }
            for reader in readers where !subject.readers.contains(where: { $0.user == reader.user }) {
                let letter: NoteID = hub.newID()
                try db.outbox.post(.noteToRead, to: reader.member.person, opening: "/protection", key: "protection.reader:\(letter.text)", notBefore: now, at: now)
            }
        }
    }

    /// Lets go of a note that is not needed any more.
    func remove(_ note: NoteID?, about person: PersonID, by actor: Actor) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .protection) { db, access in
            let subject = try Subject(person, db, for: actor).opened()
            guard let found = subject.notes.first(where: { $0.id == note }) else { throw Refusal.notFound }
            guard [found].readers(among: subject.holders).contains(where: { $0.user == actor.user }) else { throw Refusal.forbidden }
            try db.notes.remove([found.id])
            try access.record(.noteRemoved, on: found.id, of: person, at: now, in: db)
        }
    }

    /// Whoever has nothing to open is told so before they type a password.
    private func open(_ person: PersonID, by actor: Actor, _ typed: String) async throws -> SealingKey {
        _ = try await hub.archive.read { try Subject(person, $0, for: actor).opened() }
        guard let key = try await keys.open(typed, of: actor) else { throw FieldProblem.wrongKey(SealingKeyField.name) }
        return key
    }

    private static func sealed(
        _ text: String, _ id: NoteID, about person: PersonID, to readers: [Reader], _ keyring: Keyring
    ) throws -> (Sealed<NoteWords>, [(reader: Reader, key: String)]) {
        let envelope = try Envelope(text, as: NoteWords.self, row: id.text, to: readers.reduce(into: [:]) { $0[$1.user.text] = $1.key })
        let words = try keyring.seal(envelope.text, as: NoteWords.self, row: id.text, of: person)
        return (words, readers.compactMap { reader in envelope.keys[reader.user.text].map { (reader, $0) } })
    }

    private static func words(of note: Note, by actor: Actor, _ key: SealingKey, _ access: inout Access) throws -> String? {
        guard let copy = note.copy(of: actor.user) else { return nil }
        let envelope = try access.open(note.words, in: note.id.text, of: note.person, as: .entrusted)
        return try? Envelope.open(envelope, as: NoteWords.self, row: note.id.text, key: copy.key, by: key)
    }
}
