import Assembly
@testable import Engagements
import Foundation
import House
import Identity
import Messaging
@testable import People
import Storage
import Testing
import TestSupport
import Trust
@testable import Volunteers

@Suite struct VolunteerContactTests {
    private static let new = "new.canary@port-selby.example"

    /// The volunteer of the cast, who signs in with the address by which they are reached; gives the way of contact.
    private func withSignedIn(on engine: Engine, _ work: (Pair, String) async throws -> Void) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let person = pair.volunteer, hub = pair.hub, now = hub.now()
            let way = try SealedContact(ContactDetails(kind: .email, value: Cast.volunteer.email, isSafe: true), of: person, with: hub)
            try await hub.archive.write { db in
                _ = try db.execute("DELETE FROM contact_ways WHERE person_id = \(person) AND kind = 'email'")
                try db.persons.insert(way, of: person, at: now)
            }
            try await work(pair, way.id)
        }
    }

    @Test(arguments: Engine.tested)
    func `a coordinator corrects the address by which a volunteer signs in, the old one is told, and nothing that was sent there opens`(_ engine: Engine) async throws {
        try await withSignedIn(on: engine) { (pair, way) async throws in
            let hub = pair.hub, record = "/volunteers/\(pair.volunteer.text)", place = "\(record)/contacts/\(way)", now = hub.now()
            let old = hub.personalLink("/asks/\(try await pair.ask(.offer).text)"), volunteer = pair.volunteer
            try await hub.archive.write { db in
                let user: UserID = try db.value("SELECT id FROM users WHERE person_id = \(volunteer)").orNotFound()
                _ = try db.execute("INSERT INTO mail_links (id, email_index, browser_hash, asked_at, expires_at, looked_up_at, user_id) VALUES ('l', 'x', \([UInt8(1)]), \(now), \(now + 900), \(now), \(user))")
            }
            pair.leave()
            let fresh = try await pair.browser.as(.coordinator)
            #expect(try await fresh.get(record).text.contains(place))
            #expect(try await fresh.get(place).text.contains("value=\"\(Cast.volunteer.email)\""))
            #expect(try await pair.browser.get(old).status == 200)
            #expect(try await fresh.post(place, [("value", Self.new)]).location == record)
            // A second click finds it done; who typed another meanwhile is told.
            #expect(try await fresh.post(place, [("value", Self.new)]).location == record)
            #expect(try await fresh.post(place, [("value", "another@port-selby.example")]).status == 409)
            let page = try await fresh.get(record).text
            #expect(page.contains(Self.new) && !page.contains(Cast.volunteer.email))
            _ = try await pair.browser.signedIn(Self.new)
            #expect(try await pair.letters("people.contact_changed") == 1)
            #expect(try await pair.browser.get(old).status != 200)
            let program = Actor.program(of: pair.browser.town.organization), person = pair.volunteer
            let told = try await hub.archive.read(by: program, for: .messaging) { db, access in
                (try hub.recipient(person, formerly: way, db, &access)?.address, try hub.recipient(person, db, &access)?.address)
            }
            #expect(told.0 == Cast.volunteer.email && told.1 == Self.new)
            #expect(Letter.contactChanged.isToFormer && Letter.contactChanged.button == nil)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM mail_links WHERE id = 'l' AND expires_at > \(now + 800)") } == 0)
            let entries = try await hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'person.contact_replaced'") + $0.count("SELECT count(*) FROM audit_entries WHERE action = 'person.contact_replaced'") }
            #expect(entries == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the volunteer reads of it, and has back what stood before`(_ engine: Engine) async throws {
        try await withSignedIn(on: engine) { (pair, way) async throws in
            let place = "/volunteers/\(pair.volunteer.text)/contacts/\(way)"
            #expect(try await pair.browser.as(.coordinator).post(place, [("value", Self.new)]).status == 303)
            let volunteer = try await pair.browser.signedIn(Self.new), mine = try await volunteer.get("/my").text
            #expect(mine.contains("How we reach you was changed") && mine.contains(Cast.volunteer.email) && mine.contains("/my/contacts/\(way)/back"))
            let file = try await volunteer.get("/my/file").text
            #expect(file.contains(Cast.volunteer.email) && file.contains("Changed by staff on"))
            #expect(try await pair.browser.as(.newcomer).post("/my/contacts/\(way)/back").status == 404)
            #expect(try await volunteer.post("/my/contacts/\(way)/back").location == "/my")
            let back = try await pair.browser.signedIn(Cast.volunteer.email)
            #expect(try await !back.get("/my").text.contains("How we reach you was changed"))
            #expect(try await pair.browser.as(.coordinator).get("/volunteers/\(pair.volunteer.text)").text.contains(Cast.volunteer.email))
        }
    }

    @Test(arguments: Engine.tested)
    func `what stood before comes back, and lets them in, where what took its place was taken out since`(_ engine: Engine) async throws {
        try await withSignedIn(on: engine) { (pair, way) async throws in
            let person = pair.volunteer
            #expect(try await pair.browser.as(.coordinator).post("/volunteers/\(person.text)/contacts/\(way)", [("value", Self.new)]).status == 303)
            let volunteer = try await pair.browser.signedIn(Self.new)
            try await pair.hub.archive.write { _ = try $0.execute("DELETE FROM contact_ways WHERE person_id = \(person) AND corrected_at IS NOT NULL") }
            #expect(try await volunteer.post("/my/contacts/\(way)/back").location == "/my")
            #expect(try await !pair.browser.signedIn(Cast.volunteer.email).get("/my").text.contains("How we reach you was changed"))
        }
    }

    @Test(arguments: Engine.tested)
    func `an address that somebody else has is refused in the words for one that is none, and a desk's own is left alone`(_ engine: Engine) async throws {
        try await withSignedIn(on: engine) { (pair, way) async throws in
            let desk = try await pair.browser.as(.coordinator), place = "/volunteers/\(pair.volunteer.text)/contacts/\(way)", organization = pair.browser.town.organization, person = pair.volunteer
            for typed in [Cast.caseWorker.email, "no address", ""] {
                let answer = try await desk.post(place, [("value", typed)])
                #expect(answer.status == 422 && answer.text.contains("used here. Check it with the person"), "\(typed)")
            }
            #expect(try await pair.letters("people.contact_changed") == 0)
            try await pair.hub.archive.write { db in
                let user: UserID = try db.value("SELECT id FROM users WHERE person_id = \(person)").orNotFound(), since = pair.hub.now()
                _ = try db.execute("INSERT INTO memberships (user_id, organization_id, role, since) VALUES (\(user), \(organization), 'administrator', \(since))")
            }
            #expect(try await desk.post(place, [("value", Self.new)]).text.contains("works at a desk here"))
            // Whoever was at the desk a while ago shows first that it is still them.
            pair.browser.town.clock.advance(by: 301)
            #expect(try await desk.post(place, [("value", Self.new)]).location == nil)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM contact_ways WHERE replaced_at IS NOT NULL") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a phone number is put right without a letter, and what stood before goes after thirty days`(_ engine: Engine) async throws {
        try await withSignedIn(on: engine) { (pair, _) async throws in
            let person = pair.volunteer, now = pair.hub.now(), way = try SealedContact(ContactDetails(kind: .phone, value: "07700 900111", isSafe: true), of: person, with: pair.hub)
            try await pair.hub.archive.write { try $0.persons.insert(way, of: person, at: now) }
            let desk = try await pair.browser.as(.coordinator), place = "/volunteers/\(person.text)/contacts/\(way.id)"
            #expect(try await desk.post(place, [("value", "a@b.example")]).status == 422)
            #expect(try await desk.post(place, [("value", "07700 900222")]).status == 303)
            #expect(try await pair.letters("people.contact_changed") == 0)
            #expect(try await desk.get("/volunteers/\(person.text)").text.contains("07700 900222"))
            func former() async throws -> Int { try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM contact_ways WHERE replaced_at IS NOT NULL") } }
            try await pair.run("people.former_contacts")
            #expect(try await former() == 1)
            pair.days(31)
            try await pair.run("people.former_contacts")
            #expect(try await former() == 0)
        }
    }
}
