import Accounts
import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var notes: NoteStore { NoteStore(db: self) }
}

/// Sealed notes with their copies; the caller sees to it by `Subject` that they are the actor's to know of.
struct NoteStore {
    let db: any Connection

    /// All notes about a person, the newest first; two queries.
    func of(_ person: PersonID) throws -> [Note] {
        let copies = try copies("k.note_id IN (SELECT id FROM protection_notes WHERE person_id = \(person))")
        return try db.rows("SELECT id, person_id, writer_id, words, written_at FROM protection_notes WHERE person_id = \(person) ORDER BY written_at DESC, id").map { row in
            let id: NoteID = try row.get("id")
            return Note(id: id, person: try row.get("person_id"), writer: try row.get("writer_id"), words: try row.get("words"),
                        writtenAt: try row.get("written_at"), copies: copies[id] ?? [])
        }
    }

    /// How many notes there are about each of these people.
    func counts(of people: [PersonID]) throws -> [PersonID: Int] {
        try db.rows("SELECT person_id, count(*) AS notes FROM protection_notes WHERE person_id IN \(in: people) GROUP BY person_id")
            .reduce(into: [:]) { $0[try $1.get("person_id")] = try $1.get("notes") as Int }
    }

    /// All notes of which this user has a copy, the newest first, without their words; two queries.
    func entrusted(to reader: UserID) throws -> [(note: NoteID, person: PersonID, writtenAt: Date, copies: [Note.Copy])] {
        let mine: SQL = "SELECT note_id FROM protection_note_keys WHERE user_id = \(reader)", copies = try copies("k.note_id IN (\(mine))")
        return try db.rows("SELECT id, person_id, written_at FROM protection_notes WHERE id IN (\(mine)) ORDER BY written_at DESC, id").map { row in
            let id: NoteID = try row.get("id")
            return (id, try row.get("person_id"), try row.get("written_at"), copies[id] ?? [])
        }
    }

    /// False where there is a note with this id.
    func insert(_ id: NoteID, about person: PersonID, of organization: OrganizationID, by writer: UserID, _ words: Sealed<NoteWords>,
                _ copies: [(reader: Reader, key: String)], at now: Date) throws -> Bool {
        guard let keeper = copies.first, try db.execute("""
            INSERT INTO protection_notes (id, organization_id, person_id, writer_id, keeper_id, words, written_at)
            VALUES (\(id), \(organization), \(person), \(writer), \(keeper.reader.user), \(words), \(now)) ON CONFLICT (id) DO NOTHING
            """) == 1 else { return false }
        try add(copies, to: id, readBefore: [:])
        return true
    }

    /// The same note under a new key, for these readers and nobody else.
    func reseal(_ note: Note, _ words: Sealed<NoteWords>, _ copies: [(reader: Reader, key: String)]) throws {
        guard let keeper = copies.first else { return }
        _ = try db.execute("DELETE FROM protection_note_keys WHERE note_id = \(note.id)")
        try add(copies, to: note.id, readBefore: note.copies.reduce(into: [:]) { $0[$1.reader] = $1.readAt })
        _ = try db.execute("UPDATE protection_notes SET words = \(words), keeper_id = \(keeper.reader.user) WHERE id = \(note.id)")
    }

    func setRead(_ id: NoteID, by reader: UserID, at now: Date) throws {
        _ = try db.execute("UPDATE protection_note_keys SET read_at = \(now) WHERE note_id = \(id) AND user_id = \(reader) AND read_at IS NULL")
    }

    func remove(_ notes: [NoteID]) throws {
        _ = try db.execute("DELETE FROM protection_note_keys WHERE note_id IN \(in: notes)")
        _ = try db.execute("DELETE FROM protection_notes WHERE id IN \(in: notes)")
    }

    /// Lets go of the copies of someone who is being erased. A note that nobody else has a key for goes with them; the keeper of another is
    /// somebody whose key still opens it.
    ///
    /// - Returns: the notes that are gone, with whom they were about.
    func remove(reader: UserID) throws -> [(note: NoteID, person: PersonID)] {
        let entrusted = try entrusted(to: reader), marks = try db.sealingKeys.marks(of: Array(Set(entrusted.flatMap(\.copies).map(\.reader))))
        var gone: [(note: NoteID, person: PersonID)] = []
        for (note, person, _, copies) in entrusted {
            guard let other = copies.first(where: { $0.reader != reader && marks[$0.reader] == $0.mark }) else {
                try remove([note])
                gone.append((note, person))
                continue
            }
            _ = try db.execute("UPDATE protection_notes SET keeper_id = \(other.reader) WHERE id = \(note)")
            _ = try db.execute("DELETE FROM protection_note_keys WHERE note_id = \(note) AND user_id = \(reader)")
        }
        return gone
    }

    /// Notes of an organization that none of those who can be named there opens, each with those to whom it was sealed.
    func unread(in organization: OrganizationID) throws -> [(note: NoteID, readers: [UserID])] {
        let marks = Array(try db.sealingKeys.marks(in: organization).values)
        let unread: SQL = """
            SELECT n.id FROM protection_notes n WHERE n.organization_id = \(organization)
            AND NOT EXISTS (SELECT 1 FROM protection_note_keys o WHERE o.note_id = n.id AND o.mark IN \(in: marks))
            """
        return try copies("k.note_id IN (\(unread))").map { ($0.key, $0.value.map(\.reader)) }
    }

    private func add(_ copies: [(reader: Reader, key: String)], to note: NoteID, readBefore: [UserID: Date?]) throws {
        for (reader, key) in copies {
            _ = try db.execute("""
                INSERT INTO protection_note_keys (note_id, user_id, mark, sealed_key, read_at)
                VALUES (\(note), \(reader.user), \(reader.mark), \(key), \(readBefore[reader.user] ?? nil))
                """)
        }
    }

    private func copies(_ condition: SQL) throws -> [NoteID: [Note.Copy]] {
        try db.rows("SELECT k.note_id, k.user_id, k.mark, k.sealed_key, k.read_at FROM protection_note_keys k WHERE \(condition) ORDER BY k.user_id").reduce(into: [:]) {
            let copy = Note.Copy(reader: try $1.get("user_id"), mark: try $1.get("mark"), key: try $1.get("sealed_key"), readAt: try $1.get("read_at"))
            $0[try $1.get("note_id"), default: []].append(copy)
        }
    }
}
