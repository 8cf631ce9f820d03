import Accounts
import Foundation
import House
import Identity
import Localization
import Messaging
import People
import Storage
import Trust

extension Letter {
    static let noteToRead = Letter(
        "protection.note", subject: Message("Something waits for you"), [Message("Something new waits for you on the hub. Please look today.")], button: Message("See it"))
    static let noReaderLeft = Letter(
        "protection.no_reader", subject: Message("Something has changed"), [Message("Something that you wrote or look after can't be opened by anyone now. Please look today.")], button: Message("See the page"))
    static let noteGone = Letter(
        "protection.note_gone", subject: Message("Something has changed"),
        [Message("Something that you wrote or look after is gone, with the last one who could open it. If you know what it said and it is still needed, write it anew. Please look today.")],
        button: Message("See the page"))
}

/// Who is told of sealed notes that nobody opens any more, while something can still be done about it.
struct LostNotes {
    let hub: Hub
    let db: any Connection
    let organization: OrganizationID

    /// A sign-in is closed at once, and a key exchanged, whatever was sealed to it: an account that someone else got hold of must not wait.
    func tell(of lost: UserID, _ mark: String) throws {
        let entrusted = try db.notes.entrusted(to: lost), marks = try db.sealingKeys.marks(in: organization, among: Set(entrusted.flatMap(\.copies).map(\.reader)))
        let notes = entrusted.filter { note in
            note.copies.contains { $0.reader == lost && $0.mark == mark } && !note.copies.contains { marks[$0.reader] == $0.mark && $0.reader != lost }
        }
        try tell(.noReaderLeft, about: Set(notes.map(\.person)), but: lost)
    }

    /// Takes away what was sealed to someone who can't come back, and with it each note that nobody else has a living key for.
    func drop(_ reader: UserID, _ access: inout Access) throws {
        let gone = try db.notes.remove(reader: reader), now = hub.now()
        for (note, subject) in gone {
            // Of someone whose key is gone already, as after a restore, the log can't speak.
            try access.record(.noteRemoved, on: note, of: hub.keyring.isErased(subject) ? nil : subject, fields: ["reader"], at: now, in: db)
        }
        try tell(.noteGone, about: Set(gone.map(\.person)), but: reader)
    }

    /// Writes to whoever has the household in care, about each of these people, and once to those who answer for data protection, or, where
    /// nobody does, to the coordinators. Never to the one whose key it was: they are the one who may not come back.
    func tell(_ letter: Letter, about people: Set<PersonID>, but lost: UserID) throws {
        guard !people.isEmpty else { return }
        let inside = Actor.program(of: organization), workers = try db.staff.holding([.caseWorker], in: organization).filter { $0.user != lost }
        var told: Set<UserID> = []
        for person in try db.persons.find(people.sorted(), visibleTo: inside, evenRestricted: true) {
            guard let home = person.household, let worker = try db.households.find(home, visibleTo: inside)?.worker,
                  let member = workers.first(where: { $0.user == worker }) else { continue }
            try post(letter, to: member, opening: "/persons/\(person.id.text)/protection")
            told.insert(member.user)
        }
        let officers = try db.staff.holding([.officer], in: organization).filter { $0.user != lost }
        let others = officers.isEmpty ? try db.staff.holding([.coordinator], in: organization).filter { $0.user != lost } : officers
        for member in others where !told.contains(member.user) { try post(letter, to: member, opening: "/protection") }
    }

    /// Whether this one is told for the whole organization: who answers for data protection, or, where nobody does, a coordinator.
    static func isTold(_ actor: Actor, _ db: any Connection) throws -> Bool {
        try actor.holds(.officer) || actor.holds(.coordinator) && db.staff.holding([.officer], in: actor.organization).isEmpty
    }

    private func post(_ letter: Letter, to member: StaffMember, opening path: String) throws {
        let id: NoteID = hub.newID(), now = hub.now()
        try db.outbox.post(letter, to: member.person, opening: path, key: "protection.left:\(id.text)", notBefore: now, at: now)
    }
}
