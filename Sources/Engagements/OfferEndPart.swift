import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// On My Tessera: until when one has time to help.
struct OfferEndPart: Part {
    let lastDay: Day?

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel" aria-labelledby="own-time"><h2 id="own-time">\(Picture("clock")) \(say("Your time to help"))</h2>
        <p>\(lastDay.map { say("Until \(say.day($0), "day")", context: "time") } ?? say("No end named", context: "time"))</p>
        <p><a class="button quiet" href="/my/time">\(say("Change until when"))</a></p></section>
        """
    }

    static let samples = [OfferEndPart(lastDay: nil), OfferEndPart(lastDay: Day(number: 20_800))]
}

extension Panel {
    static let ownTime = Panel(on: .own) { id, _, db, access in
        guard let person = PersonID(id), person == access.actor.person,
              let giver = try db.offers.own(of: person, in: access.actor.organization), try db.offers.list(of: giver.id).contains(where: \.isOpen) else { return nil }
        return OfferEndPart(lastDay: giver.lastDay)
    }
}
