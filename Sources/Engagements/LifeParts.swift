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
    var desk: [DeskSource] { [LifeDesk.source] }
    var figures: [DeskFigureSource] { LifeDesk.figures }
    func doors(_ hub: Hub) -> [Door] { LifeRoutes(hub: hub, parts: self).doors }

    /// A clearance that is lost suspends at once, in the transaction in which it is lost.
    var reaction: Reaction {
        Reaction(to: VolunteerChanged.self) { event, hub, db, access in
            try ClearanceWatch(hub: hub, parts: self).check([event.person], in: db, &access, at: hub.now())
        }
    }
}
