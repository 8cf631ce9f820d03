import House
import Identity
import Localization
import Markup
import Messaging
import Storage
import Trust
import Web

extension Feature {
    /// What people can see and decide of what is held about them, over all areas, and what whoever answers for data protection does.
    public static let privacy = Feature(
        name: "Privacy", migrations: [.breaches, .rights, .receiptLinks, .breachTold, .usedAgain],
        personalData: FieldEntry.ofRequests + [HoldReason.entry] + FieldEntry.ofTrust + [.shared, EmergencyReason.entry, EmergencyNote.entry],
        navigation: [
            NavigationItem(Message("My file"), to: "/my/file", picture: "document", for: .roles([.newcomer, .volunteer])),
            NavigationItem(Message("Data protection"), to: "/data-protection", picture: "shield", for: .roles([.officer])),
            NavigationItem(Message("Requests about data"), to: "/requests", picture: "pen", for: .roles([.officer])),
        ],
        letters: [.requestNews, .breachTold] + Letter.ofShares,
        jobs: Job.erasures + [.shareReminders, .liftings, Job("retention.run", .daily(hour: 4)) { try await Retention(hub: $0).run() }],
        panels: [.restricted, .sharesToDelete, .ownRequests, .deskRequest(on: .household, at: "/households/"), .deskRequest(on: .volunteer, at: "/volunteers/")],
        file: [.requests, .shares, .emergencies, .breaches], desk: PrivacyDesk.sources + DataProtectionDesk.sources,
        erasure: .privacy, retention: RetentionRule.privacy,
        doors: { hub in
            MyFileRoutes(hub: hub).doors + ShareRoutes(hub: hub).doors + OwnRequestRoutes(hub: hub).doors + DeskRequestRoutes(hub: hub).doors
                + DataProtectionRoutes(hub: hub).doors + BreachRoutes(hub: hub).doors + RequestRoutes(hub: hub).doors
                + RetentionRoutes(hub: hub).doors + PrintedFileRoutes(hub: hub).doors + ProcessingRegisterRoutes(hub: hub).doors
        })
}

extension Panel {
    static let ownRequests = Panel(on: .file) { id, _, db, access in
        OwnRequestsPart(open: try db.requests.own(of: access.actor.person).count(where: \.isOpen))
    }

    static let restricted = Panel(on: .own) { _, hub, _, access in
        let person = access.actor.person
        return try access.isRestricted(person) ? RestrictedPart(code: hub.code(of: person)) : nil
    }

    /// Only for whoever has the people of the page in their care.
    static func deskRequest(on place: Panel.Place, at path: String) -> Panel {
        Panel(on: place) { id, hub, db, access in
            let people = try hub.peopleInCare(on: id, db, &access)
            guard !people.isEmpty, let page = Route.local(path + id) else { return nil }
            let asked = Set(try db.requests.openCorrections(of: people.map(\.person)).compactMap(\.person))
            return DeskRequestPart(place: page, corrections: people.filter { asked.contains($0.person) }.map(\.name))
        }
    }
}
