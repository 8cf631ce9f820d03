import Foundation
import House
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Web

/// On the coordinator's page of a volunteer: what they agreed to share, and taking it back for whoever can't come in.
struct VolunteerConsentsPart: Part {
    let person: PersonID
    let events: [String: ConsentEvent]
    let notices: [Notice]
    let now: Date, zone: TimeZone

    static let samples: [VolunteerConsentsPart] = {
        [ConsentEvent.Decision.given, .withdrawn].map { decision in
            let event = try? Notice.sample.event(decision, .own, isChild: false, in: .english, at: .distantPast)
            return VolunteerConsentsPart(
                person: ID(high: 1, low: 2), events: event.map { [Notice.sample.id: $0] } ?? [:], notices: [.sample], now: .distantPast, zone: .gmt)
        }
    }()

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <h2 id="consents">\(say("What they agree to"))</h2>
        <p>\(say("They take a yes back themselves under My file. For whoever can't come in, write it down here as they say it."))</p>
        \(ConsentList(ofVolunteer: person, events: events, notices: notices, zone: zone, token).answered(at: now, say))
        """
    }
}

extension Panel {
    static func consentsOfVolunteer(_ notices: Notices) -> Panel {
        Panel(on: .volunteer) { id, hub, db, access in
            guard let person = PersonID(id), try db.applications.find(of: person, visibleTo: access.actor) != nil else { return nil }
            let asked = Set(notices.ofVolunteers.map(\.id)), events = (try db.consents.latest(of: [person])[person] ?? [:]).filter { asked.contains($0.key) }
            return events.isEmpty ? nil : VolunteerConsentsPart(person: person, events: events, notices: notices.ofVolunteers, now: hub.now(), zone: hub.settings.value.zone)
        }
    }
}

/// Of a volunteer whose data is kept and not used: what protects them all the same, and nothing that tells who it is.
struct RestingVolunteerPage: Page {
    let token: FormToken
    let person: PersonID
    let linksStoppedOn: Day?
    let parts: [any Part]

    /// Nil for whoever's data is used.
    init?(_ id: PersonID, _ token: FormToken, zone: TimeZone, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws {
        guard try access.isRestricted(id), try db.applications.find(of: id, visibleTo: access.actor) != nil else { return nil }
        let consents = try hub.parts(on: .volunteer, of: id.text, db, &access).filter { $0 is VolunteerConsentsPart }
        self.init(token, id, try db.personalLinks.stopped(of: [id])[id].map { Day($0, in: zone) }, consents)
    }

    private init(_ token: FormToken, _ person: PersonID, _ linksStoppedOn: Day?, _ parts: [any Part]) {
        (self.token, self.person, self.linksStoppedOn, self.parts) = (token, person, linksStoppedOn, parts)
    }

    static let samples = [RestingVolunteerPage(FormToken("sample"), ID(high: 1, low: 2), .sample, VolunteerConsentsPart.samples)]

    var title: Message { Message("Someone whose data is not used") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/volunteers">\(Picture("list")) \(say("All volunteers"))</a></p>
        <h1>\(Picture("lock")) \(say(title))</h1>
        \(parts.prefix(1).map { $0.html(say, token) })
        <h2 id="links">\(say("Links in letters"))</h2>
        \(LinkStopping(token: token, to: "/volunteers/\(person.text)/letter-links/end", isOwn: false, stoppedOn: linksStoppedOn).html(say))
        """
    }
}
