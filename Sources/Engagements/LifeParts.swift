import House
import Identity
import Localization
import Messaging
import People
import Trust
import Volunteers
import Web

/// What follows an approval, as pieces of the feature: both sides are asked, and what comes of it lives.
struct LifeParts: Sendable {
    let programs: ProgramCatalog
    let notices: Notices
    var roles: RoleCatalog { programs.roles }

    init(_ programs: ProgramCatalog, _ resources: Resources) throws {
        (self.programs, notices) = (programs, try Notices(resources))
    }

    var navigation: [NavigationItem] {
        [NavigationItem(Message("Engagements"), to: "/engagements", picture: "heart", for: .roles([.coordinator]))]
    }
    var jobs: [Job] { LifeJobs(parts: self).all }
    var panels: [Panel] { LifePanels(parts: self).all }
    var desk: [DeskSource] { [LifeDesk.source, LifeDesk.asks] }
    var figures: [DeskFigureSource] { LifeDesk.figures }
    func doors(_ hub: Hub) -> [Door] { LifeRoutes(hub: hub, parts: self).doors }

    var reactions: [Reaction] { [lostClearance, closedNeed, restricted] + childrenCame + guestsChanged }

    /// A need that is closed asks nobody any more; what lives already is ended by its coordinator, with thanks.
    private var closedNeed: Reaction {
        Reaction(to: NeedClosed.self) { event, hub, db, access in
            for match in try db.matches.matches("need_id = \(event.need) AND status = 'asking'") {
                try Asking.takeBack(match, hub: hub, in: db, &access, at: hub.now())
            }
        }
    }

    /// A clearance that is lost suspends at once, in the transaction in which it is lost.
    private var lostClearance: Reaction {
        Reaction(to: VolunteerChanged.self) { event, hub, db, access in
            try ClearanceWatch(hub: hub, parts: self).check([event.person], in: db, &access, at: hub.now())
        }
    }
}
