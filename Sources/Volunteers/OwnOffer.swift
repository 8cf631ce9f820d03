import House
import Identity
import Localization
import Markup
import Web

/// On My Tessera: where one's own offer to help stands.
struct OwnOffer: Part {
    let standing: Standing

    static let samples = [
        OwnOffer(standing: .of(.open, reason: nil, clearances: [], unanswered: 0)), OwnOffer(standing: .of(.closed, reason: .moved, clearances: [], unanswered: 0)), OwnOffer(standing: .resting),
    ]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel" aria-labelledby="own-offer"><h2 id="own-offer">\(Picture("hand")) \(say("Your offer to help"))</h2>
        <p>\(say(standing.meaning)) \(say(standing.next))</p>
        <p><a class="button" href="/volunteer/standing">\(say("See your offer"))</a></p></section>
        """
    }
}

extension Panel {
    static func ownOffer(_ catalog: RoleCatalog) -> Panel {
        Panel(on: .own) { id, hub, db, access in
            guard let person = PersonID(id), person == access.actor.person,
                  let application = try db.applications.find(of: person, visibleTo: access.actor) else { return nil }
            let file = try VolunteerFile(of: [application], in: db, catalog: catalog, on: Day(hub.now(), in: hub.settings.value.zone))
            return OwnOffer(standing: file.standing(of: application, rests: try access.isRestricted(person)))
        }
    }
}
