import House
import Volunteers

extension LifeParts {
    /// A clearance that is lost suspends at once, in the transaction in which it is lost.
    var reaction: Reaction {
        Reaction(to: VolunteerChanged.self) { event, hub, db, access in
            try ClearanceWatch(hub: hub, parts: self).check([event.person], in: db, &access, at: hub.now())
        }
    }
}
