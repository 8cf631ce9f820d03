import Accounts
import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Web

extension Erasure {
    /// Notes about someone go with them; of someone who could read, what was sealed to them.
    static let protection = Erasure(of: ["protection_notes", "protection_note_keys"]) { person, hub, db, access in
        try db.notes.remove(db.notes.of(person).map(\.id))
        guard let member = try db.staff.find(person: person) else { return }
        try LostNotes(hub: hub, db: db, organization: access.actor.organization).drop(member.user, &access)
    }
}

extension LastWork {
    static let protection = LastWork { people, db in try db.notes.lastWork(with: people) }
}

extension NoteStore {
    fileprivate func lastWork(with people: [PersonID]) throws -> [PersonID: Date] {
        try db.rows("SELECT person_id, max(written_at) AS at FROM protection_notes WHERE person_id IN \(in: people) GROUP BY person_id")
            .reduce(into: [:]) { $0[try $1.get("person_id")] = try $1.get("at") as Date }
    }
}

extension FileSource {
    /// That there are notes is told, and who can show them; the hub itself can't.
    static let sealedNotes = FileSource(Message("Sealed notes"), picture: "lock", fields: [NoteWords.entry]) { id, hub, db, access in
        let notes = try db.notes.of(id)
        guard !notes.isEmpty else { return [] }
        let holders = try db.sealingKeys.holders(in: access.actor.organization), count = notes.count
        let names = try notes.readers(among: holders).map { try access.name(of: $0.member) }
        var lines = [FileLine(Message("How many"), detail: Message("The hub itself can't open them.")) {
            $0.plain(count, one: "One sealed note about you", other: "\(count, "count") sealed notes about you")
        }]
        if !names.isEmpty { lines.append(FileLine(Message("Who can show them to you"), detail: Message("Ask one of them.")) { $0.list(names) }) }
        return lines + notes.map { FileLine(Message("Written on"), Day($0.writtenAt, in: hub.settings.value.zone)) }
    }
}
