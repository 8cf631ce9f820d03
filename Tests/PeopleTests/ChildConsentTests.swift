import Assembly
import Foundation
import House
import Identity
@testable import People
import Storage
import Testing
import TestSupport
@testable import Trust
import Vault

/// The newcomer of the cast, of this birth, in the case worker's care.
private struct Young: Sendable {
    let desk: Browser, own: Browser
    let person: PersonID
    let household: String
    var clock: TestClock { own.town.clock }

    func say(_ decision: String, _ fields: [(String, String)] = [("how", "spoken")]) async throws -> Answer {
        own.town.clock.advance(by: 60)
        return try await desk.post("/persons/\(person.text)/consents/reminders", [("decision", decision)] + fields)
    }

    func events() async throws -> [ConsentEvent] { try await own.town.hub.archive.read { try $0.consents.all(of: person) } }
}

private func withYoung(_ born: String?, on engine: Engine, _ work: (Young) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in
        let hub = browser.town.hub, organization = browser.town.organization, now = hub.now(), household: HouseholdID = hub.newID()
        func account(_ member: Cast) async throws -> (user: UserID, person: PersonID) {
            let row = try await hub.archive.read { db in
                try db.row("SELECT u.id, u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.organization_id = \(organization) AND m.role = \(member.role.rawValue)")
            }.orNotFound()
            return (try row.get("id"), try row.get("person_id"))
        }
        let id = try await account(.newcomer).person, worker = try await account(.caseWorker).user
        let person = try SealedPerson(
            PersonDetails(givenName: "Sami", birth: born.flatMap { Birth($0) }), id: id, organization: organization, household: household, isHead: true, with: hub)
        try await hub.archive.write { (db) throws in
            try db.households.insert(Household(
                id: household, organization: organization, district: nil, arrivedOn: nil, ground: .publicTask, worker: worker, updatedAt: now), at: now)
            try db.persons.insert(person, at: now)
        }
        try await work(Young(desk: try await browser.as(.caseWorker), own: try await browser.as(.newcomer), person: id, household: "/households/\(household.text)"))
    }
}

@Suite struct ChildConsentTests {
    private static let byMother = [("how", "interpreted:phone"), ("guardian", "parent")]

    @Test(arguments: Engine.tested)
    func `a yes for a child asks for a guardian and for the child, and keeps what was chosen`(_ engine: Engine) async throws {
        try await withYoung("2012-05-31", on: engine) { (young) async throws in
            #expect(try await young.desk.get(young.household).text.contains("Who says yes for the child"))
            let alone = try await young.say("given")
            #expect(alone.status == 422 && alone.text.contains("Choose who says yes for the child."))
            let unasked = try await young.say("given", Self.byMother)
            #expect(unasked.status == 422 && unasked.text.contains("Choose whether the child agrees") && unasked.text.contains("value=\"parent\" selected"))
            #expect(unasked.text.contains("value=\"interpreted:phone\" selected"))
            #expect(try await young.events().isEmpty)
            #expect(try await young.say("given", Self.byMother + [("assent", "yes")]).status == 303)
            let event = try #require(try await young.events().first)
            #expect(event.manner == .guardian(.parent, assent: .yes, through: .phone) && event.explainedBy != nil)
            let receipt = try await young.own.get("/my/receipts/\(event.id)").text
            #expect(receipt.contains("Mother or father") && receipt.contains("The child agrees") && receipt.contains("Through an interpreter on the phone"))
            let file = try await young.own.get("/my/receipts/\(event.id)/file").text
            #expect(file.contains("\"guardian\" : \"parent\"") && file.contains("\"child_assent\" : \"yes\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `the file and its copy say how a yes was given, by whom for a child, and who explained it`(_ engine: Engine) async throws {
        try await withYoung("2012-05-31", on: engine) { (young) async throws in
            #expect(try await young.say("given", Self.byMother + [("assent", "yes")]).status == 303)
            let page = try await young.own.get("/my/file").text
            for told in ["Mother or father", "The child agrees", "Through an interpreter on the phone", "Who explained it"] { #expect(page.contains(told), "\(told)") }
            let copy = try await young.own.get("/my/file/copy").text
            for told in ["\"guardian\" : \"parent\"", "\"child_assent\" : \"yes\"", "\"interpreter\" : \"phone\"", "\"explained_by\" : \"\(Cast.caseWorker.name)\""] {
                #expect(copy.contains(told), "\(told)")
            }
            young.clock.advance(by: 60)
            #expect(try await young.own.post("/my/consents", [("notice", "reminders"), ("decision", "withdrawn")]).status == 303)
            #expect(try await young.own.get("/my/file/copy").text.ranges(of: "explained_by").count == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a child says no and takes back alone, and says yes nowhere alone`(_ engine: Engine) async throws {
        try await withYoung("2012", on: engine) { (young) async throws in
            #expect(try await young.say("given", Self.byMother + [("assent", "yes")]).status == 303)
            let back = [("notice", "reminders"), ("decision", "withdrawn")], yes = [("notice", "reminders"), ("decision", "given")]
            young.clock.advance(by: 60)
            #expect(try await young.own.post("/my/consents", back).status == 303)
            let page = try await young.own.get("/my/file").text
            #expect(page.contains("You took it back.") && page.contains("You are under 18") && !page.contains("value=\"given\""))
            let alone = try await young.own.post("/my/consents", yes)
            #expect(alone.status == 422 && alone.text.contains("Come to the desk with a parent or guardian"))
            #expect(try await young.say("refused").status == 303)
            #expect(try await young.events().map(\.decision) == [.given, .withdrawn, .refused])
        }
    }

    @Test(arguments: ["", "nonsense", "guardian:yes", "own_page"])
    func `how it was said is one of what can be chosen, or is asked again`(_ how: String) async throws {
        try await withYoung("1990", on: .sqlite) { (young) async throws in
            let answer = try await young.say("given", [("how", how)])
            #expect(answer.status == 422 && answer.text.contains("Choose how it was explained and answered."))
            #expect(try await young.events().isEmpty)
        }
    }

    @Test func `an adult answers for themselves, and of whom nobody knows either may be written down`() async throws {
        let guarded = Self.byMother + [("assent", "too_young")]
        try await withYoung("1990-05-31", on: .sqlite) { (young) async throws in
            #expect(try await !young.desk.get(young.household).text.contains("Who says yes for the child"))
            #expect(try await young.say("given", guarded).status == 422)
            #expect(try await young.say("given").status == 303)
        }
        try await withYoung(nil, on: .sqlite) { (young) async throws in
            #expect(try await young.desk.get(young.household).text.contains("They are under 18"))
            #expect(try await young.say("given", guarded).status == 303)
            #expect(try await young.say("given", [("how", "spoken"), ("guardian", "nonsense")]).status == 422)
            let childAlone = [("how", "spoken"), ("assent", "yes")], alone = try await young.say("given", childAlone)
            #expect(alone.status == 422 && alone.text.contains("Choose who says yes for the child."))
            #expect(try await young.say("refused", childAlone).status == 303)
            #expect(try await young.say("given").status == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `the ledger takes no yes by a guardian without the child's own, and no guardian without a name of theirs`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            for (channel, guardian, assent) in [("guardian", "parent", nil), ("guardian", nil, "yes"), ("spoken", nil, "yes"), ("spoken", "parent", nil)] as [(String, String?, String?)] {
                await #expect(throws: StorageProblem.self) {
                    try await town.hub.archive.database.write { db in
                        _ = try db.execute("""
                            INSERT INTO consent_ledger (id, person_id, purpose, recipient, kinds, decision, channel, guardian, assent, notice_version, notice_language,
                                                        notice_hash, at, actor, explained_by)
                            VALUES ('x', 'p', 'reminders', 'hub', '', 'given', \(channel), \(guardian), \(assent), 1, 'en', \([UInt8](repeating: 0, count: 32)), 'now', 'a', 'a')
                            """)
                    }
                }
            }
        }
    }

    @Test func `someone is 65 from their birthday on, also where it is the last of a month, and by the year alone once it is over`() throws {
        let born = try #require(Birth("1961-01-31")), leap = try #require(Birth("1960-02-29")), year = try #require(Birth("1961"))
        func day(_ text: String) throws -> Day { try #require(Day(text)) }
        #expect(try !born.isAtLeast(65, on: day("2026-01-30")) && born.isAtLeast(65, on: day("2026-01-31")))
        #expect(try !leap.isAtLeast(65, on: day("2025-02-28")) && leap.isAtLeast(65, on: day("2025-03-01")))
        #expect(try !year.isAtLeast(65, on: day("2026-12-31")) && year.isAtLeast(65, on: day("2027-01-01")))
    }

    @Test func `someone is a child until the day on which they are 18`() throws {
        let born = try #require(Birth("2008-02-29")), year = try #require(Birth("2008"))
        func day(_ text: String) throws -> Day { try #require(Day(text)) }
        #expect(try born.mayBeChild(on: day("2026-02-28")) && !born.mayBeChild(on: day("2026-03-01")))
        #expect(try year.mayBeChild(on: day("2026-12-31")) && !year.mayBeChild(on: day("2027-01-01")))
    }
}
