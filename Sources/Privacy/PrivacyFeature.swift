import House
import Identity
import Localization
import Markup
import Trust
import Web

extension Feature {
    /// What people can see and decide of what is held about them, over all areas, and what whoever answers for data protection does.
    public static let privacy = Feature(
        name: "Privacy", migrations: [.rights], personalData: FieldEntry.ofRequests + [HoldReason.entry] + FieldEntry.ofTrust,
        navigation: [
            NavigationItem(Message("My file"), to: "/my/file", picture: "document", for: .roles([.newcomer, .volunteer])),
            NavigationItem(Message("Requests about data"), to: "/requests", picture: "pen", for: .roles([.officer])),
            NavigationItem(Message("Retention"), to: "/retention", picture: "clock", for: .roles([.officer])),
            NavigationItem(Message("Register of processing"), to: "/processing", picture: "list", for: .roles([.officer])),
        ],
        letters: [.requestNews],
        jobs: Job.erasures + [Job("retention.run", .daily(hour: 4)) { try await Retention(hub: $0).run() }],
        panels: [.ownRequests, .deskRequest(on: .household, at: "/households/"), .deskRequest(on: .volunteer, at: "/volunteers/")],
        file: [.requests], desk: PrivacyDesk.sources, erasure: .privacy, retention: RetentionRule.privacy,
        doors: { hub in
            MyFileRoutes(hub: hub).doors + OwnRequestRoutes(hub: hub).doors + DeskRequestRoutes(hub: hub).doors + RequestRoutes(hub: hub).doors
                + RetentionRoutes(hub: hub).doors + ProcessingRegisterRoutes(hub: hub).doors
        })
}

extension Panel {
    static let ownRequests = Panel(on: .file) { id, _, db, access in
        OwnRequestsPart(open: try db.requests.own(of: access.actor.person).count(where: \.isOpen))
    }

    /// Only for whoever has the people of the page in their care.
    static func deskRequest(on place: Panel.Place, at path: String) -> Panel {
        Panel(on: place) { id, hub, db, access in
            try hub.peopleInCare(on: id, db, &access).isEmpty ? nil : Route.local(path + id).map(DeskRequestPart.init)
        }
    }
}
