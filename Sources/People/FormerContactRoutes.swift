import Accounts
import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// On My Tessera: how staff says one is reached from now on, and having back what stood before.
struct FormerContactsPart: Part {
    struct Item: Sendable { let id: String, before: String, now: String, on: Day }
    let items: [Item]

    static let samples = [FormerContactsPart(items: [Item(id: "a", before: "tom@port-selby.example", now: "tim@port-selby.example", on: Day(number: 20_776))])]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel" aria-labelledby="reached"><h2 id="reached">\(Picture("phone")) \(say("How we reach you was changed"))</h2>
        <p>\(say("Staff wrote it down at the desk. If it is wrong, have back what stood before: where you sign in with it, you do so again, and all your other sessions end."))</p>
        <ul class="cards">\(items.map { card($0, say, token) })</ul></section>
        """
    }

    private func card(_ item: Item, _ say: Speech, _ token: FormToken) -> HTML {
        """
        <li class="card"><dl class="facts"><div><dt>\(say("Before"))</dt><dd><bdi dir="ltr">\(item.before)</bdi></dd></div>
        <div><dt><span>\(say("Since \(say.day(item.on), "day")"))</span></dt><dd><bdi dir="ltr">\(item.now)</bdi></dd></div></dl>
        <form method="post" \(.action("/my/contacts/\(item.id)/back")) data-once>\(token.html)<div class="buttons">
        <button class="button">\(Picture("undo", turns: true)) \(say("Change it back"))</button></div></form></li>
        """
    }
}

extension Panel {
    static let formerContacts = Panel(on: .own) { id, hub, db, access in
        guard let person = PersonID(id), person == access.actor.person else { return nil }
        let former = try db.persons.formerContacts(of: person)
        guard !former.isEmpty else { return nil }
        let standing = try db.persons.contacts(of: [person])[person] ?? [], zone = hub.settings.value.zone
        return FormerContactsPart(items: try former.map { one in
            let now = try standing.first { $0.id == one.newer }.map { try access.open($0.value, in: $0.id, of: person, as: .own) }
            return .init(id: one.way.id, before: try access.open(one.way.value, in: one.way.id, of: person, as: .own), now: now ?? "–", on: Day(one.replacedAt, in: zone))
        })
    }
}

/// Somebody takes back how staff put right the ways to reach them.
struct FormerContactRoutes: Sendable {
    let hub: Hub

    var doors: [Door] { [Door.signedIn(.post, "/my/contacts/:contact/back", takeBack).fresh()] }

    @Sendable private func takeBack(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("contact").orNotFound(), actor = context.actor, person = actor.person, hub = hub, now = hub.now(), session = context.session.id
        // Letters with links may have gone to where they are not.
        try await hub.stopLinks(of: person, by: actor, for: context.purpose) { db, access in
            let former = try db.persons.formerContacts(of: person).first { $0.way.id == id }.orNotFound()
            // What took its place lets them in still, whether or not it was taken out since.
            if former.isSignIn {
                let old = try access.open(former.way.value, in: id, of: person, as: .own)
                _ = try Accounts.move(person, from: nil, to: old, session: session, hub: hub, in: db, at: now)
            }
            try db.persons.restore(former, of: person, at: now)
            try access.record(.contactRestored, on: "own file", of: person, fields: ["contact"], at: now, in: db)
        }
        return .redirect(to: "/my")
    }
}
