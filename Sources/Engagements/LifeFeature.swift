import House
import Localization
import Messaging
import Trust
import Volunteers
import Web

extension Feature {
    /// What follows an approval: both sides are asked, and what comes of it lives.
    public static func engagementsLife(_ resources: Resources) throws -> Feature {
        let parts = try LifeParts(resources)
        return Feature(
            name: "Engagements", migrations: [.engagements, .engagementsLife], personalData: FieldEntry.ofLife,
            navigation: [NavigationItem(Message("Engagements"), to: "/engagements", picture: "heart", for: .roles([.coordinator]))],
            letters: Letter.ofLife, jobs: LifeJobs(parts: parts).all, reactions: [parts.reaction], panels: LifePanels(parts: parts).all,
            desk: [LifeDesk.source], figures: LifeDesk.figures,
            doors: { hub in LifeRoutes(hub: hub, parts: parts).doors })
    }
}

extension LifeParts {
    /// A clearance that is lost suspends at once, in the transaction in which it is lost.
    var reaction: Reaction {
        Reaction(to: VolunteerChanged.self) { event, hub, db, access in
            try ClearanceWatch(hub: hub, parts: self).check([event.person], in: db, &access, at: hub.now())
        }
    }
}
