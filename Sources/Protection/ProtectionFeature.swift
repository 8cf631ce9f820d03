import Accounts
import Foundation
import House
import Identity
import Localization
import Markup
import Messaging
import People
import Storage
import Trust
import Web

extension Feature {
    /// What people must be protected from, closed to all but those who are named.
    public static var protection: Feature {
        Feature(
            name: "Protection", migrations: [.protection], personalData: [NoteWords.entry],
            navigation: [NavigationItem(Message("Sealed notes"), to: "/protection", picture: "lock", for: .roles(Reader.roles), in: .foot)],
            letters: [.noteToRead, .noReaderLeft, .noteGone],
            reactions: [Reaction(to: SealingKeyLost.self) { lost, hub, db, access in
                let notes = LostNotes(hub: hub, db: db, organization: lost.organization)
                if let mark = lost.mark { try notes.tell(of: lost.user, mark) } else { try notes.drop(lost.user, &access) }
            }],
            panels: [.sealedNotes], file: [.sealedNotes], desk: [toRead], erasure: .protection, lastWork: .protection,
            doors: { hub in NoteRoutes(hub: hub).doors })
    }

    /// Notes that the one at the desk was sealed and has not read, and those that someone can't open any more who was named.
    private static let toRead = DeskSource(for: Reader.roles, purpose: .protection) { hub, db, access, _ in
        let me = access.actor.user, entrusted = try db.notes.entrusted(to: me)
        guard !entrusted.isEmpty else { return [] }
        let marks = try db.sealingKeys.marks(in: access.actor.organization, among: Set(entrusted.flatMap(\.copies).map(\.reader)))
        let mine = entrusted.filter { $0.copies.contains { $0.reader == me && $0.mark == marks[me] } }, zone = hub.settings.value.zone
        let unread = mine.filter { $0.copies.contains { $0.reader == me && $0.readAt == nil } }
        let left = mine.filter { $0.copies.contains { marks[$0.reader] != $0.mark } }
        return unread.reduce(into: [PersonID: Date]()) { $0[$1.person] = $1.writtenAt }.sorted { $0.value < $1.value }.prefix(7).map { person, at in
            DeskItem(.today, picture: "lock", title: Message("A sealed note waits for you"), waitsOn: Message("you"), since: Day(at, in: zone), button: Message("Read it"),
                     to: "/persons/\(person.text)/protection")
        } + Set(left.map(\.person)).sorted().prefix(7).map { person in
            DeskItem(.soon, picture: "lock", title: Message("Someone can't read sealed notes any more"), detail: Message("They left, or have another key. Say who reads the notes from now on."),
                     waitsOn: Message("you"), since: nil, button: Message("Change who can read them"), to: "/persons/\(person.text)/protection/readers")
        }
    }
}

extension Panel {
    /// On the page of a household in one's care: that there are notes about someone, and where to write one.
    static let sealedNotes = Panel(on: .household) { id, _, db, access in
        guard let household = HouseholdID(id), try db.households.find(household, visibleTo: access.actor)?.relation(to: access.actor) == .assigned else { return nil }
        let people = try db.persons.members(of: [household]), counts = try db.notes.counts(of: people.map(\.id))
        guard !people.isEmpty else { return nil }
        return SealedNotesPart(items: try people.map { .init(person: $0.id, name: try access.name(of: $0, as: .assigned), count: counts[$0.id] ?? 0) })
    }
}

struct SealedNotesPart: Part {
    struct Item: Sendable { let person: PersonID, name: String, count: Int }
    let items: [Item]

    static let samples = [SealedNotesPart(items: [.init(person: ID(high: 1, low: 1), name: "Amal", count: 0), .init(person: ID(high: 1, low: 2), name: "Sami", count: 2)])]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel" aria-labelledby="sealed-notes"><h2 id="sealed-notes">\(Picture("lock")) \(say("Sealed notes"))</h2>
        <p>\(say("For what someone must be protected from. Only those who are named can open it."))</p>
        <ul>\(items.map { item in
            """
            <li><a \(.href("/persons/\(item.person.text)/protection"))><bdi>\(item.name)</bdi></a>: \
            \(item.count == 0 ? say("no sealed note") : say(item.count, one: "one sealed note", other: "\(item.count, "count") sealed notes"))</li>
            """ as HTML
        })</ul></section>
        """
    }
}
