import House
import Identity
import Localization
import Markup
import Messaging
import Trust
import Web

extension Feature {
    /// What worries people, told to one named person.
    public static var safety: Feature {
        Feature(
            name: "Safety", migrations: [.safety, .concernList], personalData: FieldEntry.ofConcerns,
            navigation: [
                NavigationItem(Message("Something worries me"), to: "/concerns/new", picture: "shield", for: .signedIn, in: .foot),
                NavigationItem(Message("Who leads on concerns"), to: "/concerns/lead", picture: "shield", for: .roles([.administrator]), in: .foot),
            ],
            letters: [.concernToRead, .concernAnswered, .leadChanged], panels: [.ownConcerns], file: [.concerns], desk: [concerns],
            erasure: .concerns, retention: [.concerns], lastWork: .concerns,
            doors: { hub in ConcernRoutes(hub: hub).doors + LeadRoutes(hub: hub).doors + NamingRoutes(hub: hub).doors })
    }

    /// Each concern that is not closed, for its reader alone, before anything else.
    private static let concerns = DeskSource(for: Role.staff, purpose: .safeguarding) { hub, db, access, _ in
        try db.concerns.waiting(for: access.actor, limit: 7).map { concern in
            DeskItem(
                concern.state == .sent ? .danger : .today, picture: "shield",
                title: concern.state == .sent ? Message("Someone has told you what worries them") : Message("A concern waits to be answered or closed"),
                waitsOn: Message("you"), since: Day(concern.raisedAt, in: hub.settings.value.zone), button: Message("Read it"),
                to: "/concerns/\(concern.id.text)")
        }
    }
}

extension Letter {
    static let concernToRead = Letter(
        "concern.raised", subject: Message("Something waits for you"), [Message("Something new waits for you on the hub. Please look today.")], button: Message("See it"))
    static let concernAnswered = Letter(
        "concern.answered", subject: Message("An answer for you"), [Message("There is an answer to what you told us.")], button: Message("Read the answer"))
    static let leadChanged = Letter(
        "concern.lead_changed", subject: Message("Something has changed"),
        [Message("Someone else does one of your tasks from now on. The page says what stays with you.")], button: Message("See the page"))
}

extension Panel {
    /// What one has told, on one's own page.
    static let ownConcerns = Panel(on: .own) { id, hub, db, access in
        guard let person = PersonID(id), access.actor.person == person else { return nil }
        let (concerns, hasMore) = try db.concerns.own(of: person), zone = hub.settings.value.zone
        return concerns.isEmpty ? nil : OwnConcernsPart(items: concerns.map { ($0.id, $0.state, Day($0.raisedAt, in: zone)) }, hasMore: hasMore)
    }
}

struct OwnConcernsPart: Part {
    let items: [(id: ConcernID, state: Concern.State, since: Day)]
    /// Whether closed ones are left out.
    let hasMore: Bool

    static let samples = [OwnConcernsPart(items: [(ID(high: 1, low: 1), .received, Day(number: 20_778))], hasMore: true)]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel"><h2>\(say("What you told us"))</h2><ul>\(items.map { item in
            "<li><a \(.href("/my/concerns/\(item.id.text)"))>\(say("Told on \(say.day(item.since), "day")"))</a>: \(say(item.state.meaning))</li>" as HTML
        })</ul>\(hasMore ? "<p>\(say("There are older ones that are closed. Call us to hear of them."))</p>" : "")</section>
        """
    }
}
