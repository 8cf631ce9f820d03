import Assembly
@testable import Engagements
import Foundation
import House
import Identity
import Localization
import Messaging
@testable import People
@testable import Privacy
import Storage
import Testing
import TestSupport
import Trust
import Vault
import Volunteers

/// The town in which a newcomer asks, and the officer answers.
struct AskingTown: Sendable {
    let browser: Browser
    let newcomer: PersonID
    let household: HouseholdID
    let asker: Browser, officer: Browser
    var hub: Hub { browser.town.hub }

    func ask(_ kind: String, _ words: String = "") async throws -> DataRequestID {
        #expect(try await asker.post("/my/requests", [("kind", kind), ("words", words)]).status == 303)
        return try await hub.archive.read { try $0.value("SELECT id FROM data_requests WHERE kind = \(kind) AND outcome IS NULL") as DataRequestID? }.orNotFound()
    }

    func answer(_ id: DataRequestID, _ outcome: String, _ words: String = "Canaryanswer") async throws -> Answer {
        try await officer.post("/requests/\(id.text)/answer", [("outcome", outcome), ("answer", words)])
    }

    func days(_ count: Int) { browser.town.clock.advance(by: Double(count) * 86_400) }

    /// The clock moves on, and everybody signs in anew.
    func later(_ days: Int) async throws -> AskingTown {
        self.days(days)
        return AskingTown(browser: browser, newcomer: newcomer, household: household, asker: try await browser.as(.newcomer), officer: try await browser.as(.officer))
    }
}

/// The newcomer of the cast as the head of a household in the case worker's care, with a need.
func withAsking(on engine: Engine, _ work: (AskingTown) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in
        let hub = browser.town.hub, organization = browser.town.organization
        func account(_ member: Cast) async throws -> (user: UserID, person: PersonID) {
            let row = try await hub.archive.read { db in
                try db.row("SELECT u.id, u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.organization_id = \(organization) AND m.role = \(member.role.rawValue)")
            }.orNotFound()
            return (try row.get("id"), try row.get("person_id"))
        }
        let newcomer = try await account(.newcomer).person, worker = try await account(.caseWorker).user, household: HouseholdID = hub.newID(), now = hub.now()
        let person = try SealedPerson(
            PersonDetails(givenName: "Canarygiven", familyName: "Canaryfamily", birth: Birth("1990-05-31"), gender: .woman), id: newcomer, organization: organization,
            household: household, isHead: true, languages: [try #require(SpokenLanguage(code: "arb", level: .native, reads: .yes))],
            contacts: [ContactDetails(kind: .email, value: "canary@example.org", isSafe: true)], with: hub)
        try await hub.archive.write { (db) throws in
            try db.households.insert(Household(
                id: household, organization: organization, district: "North side", arrivedOn: nil, ground: .publicTask, worker: worker, updatedAt: now), at: now)
            try db.persons.insert(person, at: now)
        }
        #expect(try await browser.as(.caseWorker).post("/households/\(household.text)/needs", [("program", "goods"), ("words", "Canaryneed")]).status == 303)
        try await work(AskingTown(browser: browser, newcomer: newcomer, household: household, asker: try await browser.as(.newcomer), officer: try await browser.as(.officer)))
    }
}

@Suite struct RequestTests {
    @Test func `a request is due after a month, or after three, and prolonged within the first alone`() throws {
        let asked = try #require(Day("2026-01-31"))
        var request = ShownRequest.sample(.correction).request
        #expect(DataRequest.due(asked).description == "2026-02-28" && request.prolongedDue == request.askedOn.adding(months: 3))
        #expect(!request.isOverdue(on: request.dueOn) && request.isOverdue(on: request.dueOn.adding(days: 1)))
        #expect(request.canBeProlonged(on: request.dueOn) && !request.canBeProlonged(on: request.dueOn.adding(days: 1)))
        request = ShownRequest.sample(.copy, isProlonged: true).request
        #expect(!request.canBeProlonged(on: request.askedOn))
        request = ShownRequest.sample(.copy, .done).request
        #expect(!request.canBeProlonged(on: request.askedOn) && !request.isOverdue(on: Day(number: 30_000)))
    }

    @Test(arguments: Engine.tested)
    func `someone asks in their own file, and the officer sees it with its clock, by a code`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let id = try await town.ask("correction", "Canarywords")
            let own = try await town.asker.get("/my/requests").text
            #expect(own.contains("Canarywords") && own.contains("21 December 2026"))
            let page = try await town.officer.get("/requests/\(id.text)").text
            #expect(page.contains("Canarywords") && page.contains("21 December 2026") && !page.contains("Canarygiven") && !page.contains(town.newcomer.text))
            let list = try await town.officer.get("/requests").text
            #expect(list.contains(String(id.text.suffix(6)).uppercased()) && !list.contains("Canarywords"))
            #expect(try await town.officer.get("/desk").text.contains("Someone asks that something is corrected"))
            #expect(try await town.asker.get("/my/file").text.contains("One request waits for an answer."))
        }
    }

    @Test(arguments: Engine.tested)
    func `what lacks something keeps what was typed, in one sentence a field`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let answer = try await town.asker.post("/my/requests", [("kind", ""), ("words", "Canarywords")])
            #expect(answer.status == 422 && answer.text.contains("Choose what it is about.") && answer.text.contains("Canarywords"))
            #expect(try await town.asker.post("/my/requests", [("kind", "correction")]).text.contains("Write what is wrong, and what is right."))
            let id = try await town.ask("copy")
            #expect(try await town.asker.post("/my/requests", [("kind", "copy")]).status == 409)
            let unfit = try await town.answer(id, "", "Canaryanswer")
            #expect(unfit.status == 422 && unfit.text.contains("Choose whether it is done.") && unfit.text.contains("Canaryanswer"))
            #expect(try await town.officer.post("/requests/\(id.text)/prolongation", [("reason", "")]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `the officer takes two more months with a reason, and the person reads it`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let id = try await town.ask("copy")
            #expect(try await town.officer.post("/requests/\(id.text)/prolongation", [("reason", "Canaryreason")]).status == 303)
            let own = try await town.asker.get("/my/requests").text
            #expect(own.contains("Canaryreason") && own.contains("21 February 2027"))
            #expect(try await town.officer.post("/requests/\(id.text)/prolongation", [("reason", "Again")]).status == 409)
            let letters = try await town.hub.archive.read { try $0.rows("SELECT path FROM outbox WHERE person_id = \(town.newcomer)").map { try $0.get("path") as String } }
            #expect(letters == ["/requests/of/\(id.text)"])
        }
    }

    @Test(arguments: Engine.tested)
    func `what is overdue comes first, on the list and on the desk`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let old = try await town.ask("copy"), later = try await town.later(32), new = try await later.ask("correction", "x")
            let list = try await later.officer.get("/requests").text
            let places = [old, new].compactMap { list.range(of: "/requests/\($0.text)")?.lowerBound }
            #expect(places.count == 2 && places[0] < places[1] && list.contains("The answer was due on"))
            #expect(try await later.officer.post("/requests/\(old.text)/prolongation", [("reason", "Too late")]).status == 409)
        }
    }

    @Test(arguments: Engine.tested)
    func `a refusal is told with its reason and where to complain`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let id = try await town.ask("correction", "x")
            #expect(try await town.answer(id, "refused").status == 303)
            let own = try await town.asker.get("/my/requests").text
            #expect(own.contains("Canaryanswer") && own.contains("you can complain to the data protection authority"))
            #expect(try await town.answer(id, "done").status == 409)
            #expect(try await town.asker.get("/my/file").text.contains("Canaryanswer"))
        }
    }

    @Test(arguments: Engine.tested)
    func `staff write down what someone asks at the desk, and give them an address that opens without signing in`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let desk = try await town.browser.as(.caseWorker), path = "/households/\(town.household.text)/requests"
            #expect(try await desk.get("/households/\(town.household.text)").text.contains("Write down what they ask"))
            #expect(try await desk.get("\(path)/new").text.contains("Canarygiven"))
            #expect(try await desk.post(path, [("kind", "erasure"), ("person", "00000000-0000-7000-8000-000000000000"), ("words", "Canarywords")]).status == 422)
            let answer = try await desk.post(path, [("kind", "erasure"), ("person", town.newcomer.text), ("words", "Canarywords")])
            let receipt = try await town.browser.get(try #require(answer.location))
            #expect(receipt.status == 200 && receipt.text.contains("Said at the desk") && !receipt.text.contains("Canarygiven"))
            #expect(try await town.browser.get("/requests/of/\(answer.location?.split(separator: "/")[2] ?? "")/bm90LXRoZS1rZXk").status == 404)
            let channel = try await town.hub.archive.read { try $0.value("SELECT channel FROM data_requests") as String? }
            #expect(channel == "desk")
            try await town.browser.town.addCaseWorker("other@port-selby.example")
            let other = try await town.browser.signedIn("other@port-selby.example")
            #expect(try await other.get("\(path)/new").status == 404)
        }
    }
}

@Suite struct RestrictionTests {
    private func restrict(_ town: AskingTown) async throws -> DataRequestID {
        let id = try await town.ask("restriction")
        #expect(try await town.answer(id, "done").status == 303)
        return id
    }

    @Test(arguments: Engine.tested)
    func `what is restricted stays in storage, is read by its owner, and by nobody at the desk`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            _ = try await restrict(town)
            #expect(try await town.asker.get("/my/file").text.contains("Canarygiven"))
            #expect(try await town.asker.get("/my/requests").text.contains("Your data is kept and not used at the moment."))
            let desk = try await town.browser.as(.caseWorker), page = try await desk.get("/households/\(town.household.text)")
            #expect(page.status == 200 && !page.text.contains("Canary") && page.text.contains("Someone here asked that their data is not used for now."))
            let found = try await desk.post("/people", [("q", "Canarygiven")]).text
            #expect(!found.contains("Canarygiven Canaryfamily"))
            for path in ["/people", "/desk"] { #expect(try await desk.get(path).status == 200) }
            // It is said wherever someone would wait for something: what rests, why, and how it goes on.
            #expect(page.text.contains("This is paused: their data is not used for now") && !page.text.contains("We are looking for someone"))
            #expect(try await desk.get("/people").text.contains("The household of someone whose data is not used for now"))
            let own = try await town.asker.get("/my").text
            #expect(own.contains("Your data is not used for now") && own.contains("We are looking for nobody.") && !own.contains("We are looking for someone"))
            let need = try await town.hub.archive.read { try $0.value("SELECT id FROM needs") as String? }.orNotFound()
            let refused = try await desk.get("/needs/\(need)")
            #expect(refused.status == 403 && refused.text.contains("who asked that their data is not used for now"))
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is restricted is in no round, and in the next one after it is lifted`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            func seen() async throws -> Int {
                try await town.hub.archive.read { try $0.facts.read(town.browser.town.organization).needs.count }
            }
            #expect(try await seen() == 1)
            let id = try await restrict(town)
            #expect(try await seen() == 0)
            // Someone comes into the household: what is made anew still leaves them out.
            #expect(try await town.browser.as(.caseWorker).post("/households/\(town.household.text)/members", [("given", "Sami")]).status == 303)
            #expect(try await seen() == 0)
            #expect(try await town.asker.post("/my/requests/use").status == 303)
            #expect(try await town.officer.post("/requests/\(id.text)/lifting").status == 303)
            #expect(try await seen() == 1)
            #expect(try await town.officer.post("/requests/\(id.text)/lifting").status == 409)
            #expect(try await town.browser.as(.caseWorker).get("/households/\(town.household.text)").text.contains("Canarygiven"))
        }
    }

    @Test(arguments: Engine.tested)
    func `someone asks that their data is used again, the officer lets it, and both read when`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            #expect(try await town.asker.post("/my/requests/use").status == 409)
            #expect(try await !town.asker.get("/my/requests").text.contains("/my/requests/use"))
            let id = try await restrict(town), page = "/requests/\(id.text)"
            #expect(try await !town.officer.get("/desk").text.contains("Someone asks that their data is used again"))
            #expect(try await town.asker.get("/my/requests").text.contains("action=\"/my/requests/use\""))
            #expect(try await town.asker.post("/my/requests/use").status == 303)
            #expect(try await town.asker.post("/my/requests/use").status == 409)
            let own = try await town.asker.get("/my/requests").text
            #expect(own.contains("You have asked that it is used again") && !own.contains("action=\"/my/requests/use\""))
            #expect(try await town.officer.get("/desk").text.contains("Someone asks that their data is used again"))
            #expect(try await town.officer.get(page).text.contains("They asked that it is used again."))
            #expect(try await town.officer.post("\(page)/lifting").status == 303)
            #expect(try await town.hub.archive.read { try $0.restrictions.among([town.newcomer]) }.isEmpty)
            #expect(try await !town.officer.get("/desk").text.contains("Someone asks that their data is used again"))
            let link = town.hub.personalLink("/requests/of/\(id.text)")
            for text in [try await town.officer.get(page).text, try await town.asker.get("/my/requests").text, try await town.browser.get(link).text] {
                #expect(text.contains("Used again since"))
            }
            #expect(try await town.asker.get("/my/file").text.contains("Used again since"))
            // Another time begins anew: what was lifted before stays as it was.
            let second = try await restrict(town)
            #expect(try await town.officer.get("/requests/\(second.text)").text.contains("Nobody asked that it is used again."))
            #expect(try await town.officer.get(page).text.contains("/requests/\(second.text)\">"))
        }
    }

    @Test(arguments: Engine.tested)
    func `where nobody asked for it the person is told a week before, and a restriction asked for anew stops it`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let id = try await restrict(town), hub = town.hub, page = "/requests/\(id.text)"
            func isRestricted() async throws -> Bool { try await !hub.archive.read { try $0.restrictions.among([town.newcomer]) }.isEmpty }
            func letters() async throws -> Int { try await hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'request.news'") } }
            func night() async throws { for job in hub.features.flatMap(\.jobs) where job.name == "restrictions.lift" { try await job.run(hub) } }
            let before = try await letters()
            #expect(try await town.officer.post("\(page)/lifting").status == 303)
            #expect(try await isRestricted())
            #expect(try await letters() == before + 1)
            #expect(try await town.officer.post("\(page)/lifting").status == 409)
            #expect(try await town.browser.get(hub.personalLink("/requests/of/\(id.text)")).text.contains("used again from"))
            try await night()
            #expect(try await isRestricted())
            var later = try await town.later(3)
            let second = try await later.ask("restriction")
            #expect(try await later.answer(second, "done").status == 303)
            later = try await town.later(5)
            try await night()
            #expect(try await isRestricted())
            #expect(try await later.officer.post("/requests/\(second.text)/lifting").status == 303)
            later = try await town.later(7)
            for _ in 1...2 { try await night() }
            #expect(try await !isRestricted())
            #expect(try await later.officer.get("/requests/\(second.text)").text.contains("Used again since"))
        }
    }

    @Test(arguments: Engine.tested)
    func `to let data be used again the officer proves who they are, as for an answer`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let id = try await restrict(town)
            #expect(try await town.asker.post("/my/requests/use").status == 303)
            town.browser.town.clock.advance(by: 20 * 60)
            let answer = try await town.officer.post("/requests/\(id.text)/lifting")
            #expect(answer.status != 303 || answer.location != "/requests/\(id.text)")
            #expect(try await !town.hub.archive.read { try $0.restrictions.among([town.newcomer]) }.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `only letters about the request find an address`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            _ = try await restrict(town)
            let program = Actor.program(of: town.browser.town.organization), hub = town.hub, person = town.newcomer
            await #expect(throws: Refusal.restricted) {
                try await hub.archive.read(by: program, for: .messaging) { db, access in try hub.recipient(person, db, &access)?.address }
            }
            let address = try await hub.archive.read(by: program, for: .dataProtection) { db, access in try hub.recipient(person, db, &access)?.address }
            #expect(address != nil && Letter.requestNews.purpose == .dataProtection)
            #expect(hub.features.flatMap(\.letters).filter { $0.purpose != .messaging }.map(\.name) == ["request.news"])
        }
    }

    @Test(arguments: Engine.tested)
    func `a volunteer who is restricted gives nothing in the round, and stands on no list`(_ engine: Engine) async throws {
        try await withPairTown(on: engine) { (browser, volunteer) async throws in
            let hub = browser.town.hub, organization = browser.town.organization, coordinator = try await browser.as(.coordinator)
            let before = try await coordinator.get("/volunteers").text
            #expect(before.contains("/volunteers/\(volunteer.text)"))
            let asker = try await browser.as(.volunteer), officer = try await browser.as(.officer)
            #expect(try await asker.post("/my/requests", [("kind", "restriction")]).status == 303)
            let id = try await hub.archive.read { try $0.value("SELECT id FROM data_requests") as String? }.orNotFound()
            #expect(try await officer.post("/requests/\(id)/answer", [("outcome", "done"), ("answer", "Yes.")]).status == 303)
            // What protects them is there all the same, and nothing that tells who it is.
            let name = try await hub.archive.read(by: Actor(user: hub.newID(), person: volunteer, organization: organization, roles: []), for: .ownFile) { db, access in
                try access.open(db.persons.find(volunteer, visibleTo: access.actor).orNotFound().givenName, in: volunteer.text, of: volunteer, as: .own)
            }
            let resting = try await coordinator.get("/volunteers/\(volunteer.text)").text
            #expect(resting.contains("Someone whose data is not used") && resting.contains("Stop all links sent so far") && !resting.contains(name))
            #expect(try await coordinator.get("/volunteers/\(volunteer.text)/details").status != 200)
            for path in ["/my", "/volunteer/standing"] { #expect(try await asker.get(path).text.contains("Your offer is paused"), "\(path)") }
            #expect(try await !coordinator.get("/volunteers").text.contains("/volunteers/\(volunteer.text)"))
            for path in ["/desk", "/round", "/engagements", "/asks"] { #expect(try await coordinator.get(path).status == 200, "\(path)") }
            #expect(try await coordinator.post("/round").status == 303)
            let open = try await hub.archive.read { db in try db.count("SELECT count(*) FROM offers o JOIN givers g ON g.id = o.giver_id WHERE g.person_id = \(volunteer) AND o.is_open") }
            #expect(open == 0 && organization == browser.town.organization)
            #expect(try await browser.as(.administrator).get("/users").status == 200)
        }
    }

    /// The volunteer of the cast, cleared, with offers in the round.
    private func withPairTown(on engine: Engine, _ work: (Browser, PersonID) async throws -> Void) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, organization = browser.town.organization
            func account(_ role: Role) async throws -> (UserID, PersonID) {
                let row = try await hub.archive.read { db in
                    try db.row("SELECT u.id, u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.organization_id = \(organization) AND m.role = \(role.rawValue)")
                }.orNotFound()
                return (try row.get("id"), try row.get("person_id"))
            }
            let volunteer = try await account(.volunteer).1, coordinator = try await account(.coordinator).0
            try await VolunteerSeeds(hub: hub).fill(cast: volunteer, coordinator: coordinator, in: organization)
            #expect(try await browser.as(.coordinator).post("/round").status == 303)
            try await work(browser, volunteer)
        }
    }
}

@Suite struct ErasureRequestTests {
    @Test(arguments: Engine.tested)
    func `an erasure that is granted is done at once, and its page stays for whoever kept the address`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let id = try await town.ask("erasure", "Canarywords"), page = try await town.asker.get("/my/requests").text
            let address = try #require(page.firstMatch(of: /href="(\/requests\/of\/[^"]+)"/).map { String($0.output.1) })
            // Words to somebody who is erased would reach nobody: they are asked for only where it is refused.
            #expect(try await town.answer(id, "refused", "").status == 422)
            #expect(try await town.answer(id, "done", "").status == 303)
            #expect(try await town.asker.get("/my").location?.hasPrefix("/sign-in") == true)
            let receipt = try await town.browser.get(address)
            #expect(receipt.status == 200 && receipt.text.contains("Everything that was held about you is erased") && !receipt.text.contains("Canary"))
            let (people, homes, needs, words) = try await town.hub.archive.read { db in
                (try db.count("SELECT count(*) FROM persons"), try db.count("SELECT count(*) FROM households"), try db.count("SELECT count(*) FROM needs"),
                 try db.count("SELECT count(*) FROM data_requests WHERE words IS NOT NULL OR answer IS NOT NULL OR person_id IS NOT NULL"))
            }
            #expect(people == 0 && homes == 0 && needs == 0 && words == 0)
            #expect(try await town.officer.get("/requests/\(id.text)").text.contains("Everything that was held about this person is erased"))
            for job in town.hub.features.flatMap(\.jobs) where job.name == "erasures.keys" { try await job.run(town.hub) }
            #expect(try town.hub.erased.tags().count == 1)
            #expect(throws: KeyProblem.erased) { try town.hub.keyring.seal("x", as: GivenName.self, row: "r", of: town.newcomer) }
        }
    }

    @Test(arguments: Engine.tested)
    func `after an erasure an adult speaks for the household, where one is known to be there`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let desk = try await town.browser.as(.caseWorker), home = "/households/\(town.household.text)"
            for (given, born) in [("Sami", "2020"), ("Lina", ""), ("Samir", "1989")] { _ = try await desk.post("\(home)/members", [("given", given), ("born", born)]) }
            let id = try await town.ask("erasure")
            #expect(try await town.answer(id, "done", "").status == 303)
            #expect(try await desk.get(home).text.contains("Household of <bdi>Samir</bdi>"))
        }
    }

    /// As after a restore: rows are back of more than one who was erased, and their keys are not.
    @Test(arguments: Engine.tested)
    func `one is erased again beside others of the household whose keys are gone, and no child speaks for an adult`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let desk = try await town.browser.as(.caseWorker), home = "/households/\(town.household.text)", hub = town.hub, newcomer = town.newcomer
            for (given, born) in [("Gone", "1989"), ("Sami", "2020"), ("Samir", "1991")] {
                town.browser.town.clock.advance(by: 60)
                _ = try await desk.post("\(home)/members", [("given", given), ("born", born)])
            }
            let others = try await hub.archive.read { try $0.rows("SELECT id FROM persons WHERE id <> \(newcomer) ORDER BY created_at, id").map { try $0.get("id") as PersonID } }
            try await hub.keyring.destroy(others[0])
            let organization = town.browser.town.organization, now = hub.now()
            try await hub.archive.write(by: .program(of: organization), for: .dataProtection) { db, access in _ = try hub.erase(newcomer, in: db, &access, at: now) }
            let head = try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE is_head") as PersonID? }
            #expect(head == others[2])
        }
    }

    @Test(arguments: Engine.tested)
    func `an address that was stopped stays stopped after the erasure, and a later one opens`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            func address() async throws -> String {
                try #require(try await town.asker.get("/my/requests").text.firstMatch(of: /href="(\/requests\/of\/[^"]+)"/).map { String($0.output.1) })
            }
            let id = try await town.ask("erasure"), stopped = try await address()
            #expect(try await town.asker.post("/my/links/end").status == 303)
            let later = try await address()
            #expect(try await town.browser.get(stopped).status == 410)
            #expect(try await town.answer(id, "done").status == 303)
            #expect(try await town.browser.get(stopped).status == 410)
            #expect(try await town.browser.get(later).status == 200)
            for job in town.hub.features.flatMap(\.jobs) where job.name == "erasures.keys" { try await job.run(town.hub) }
            #expect(try await town.browser.get(stopped).status == 410)
            let newcomer = town.newcomer
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM personal_links WHERE person_id = \(newcomer)") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever works at a desk is let out first, and a legal hold keeps all of it`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker)
            #expect(try await worker.post("/my/requests", [("kind", "erasure")]).status == 303)
            let staff = try await town.hub.archive.read { try $0.value("SELECT id FROM data_requests") as DataRequestID? }.orNotFound()
            #expect(try await town.answer(staff, "done").status == 409)
            #expect(try await town.answer(staff, "refused").status == 303)
            let id = try await town.ask("erasure")
            #expect(try await town.officer.post("/requests/\(id.text)/hold", [("why", "Canarycourt"), ("until", "2026-11-21")]).status == 422)
            #expect(try await town.officer.post("/requests/\(id.text)/hold", [("why", "Canarycourt"), ("until", "2027-05-31")]).status == 303)
            #expect(try await town.answer(id, "done").status == 409)
            #expect(try await town.officer.get("/retention").text.contains("Canarycourt"))
            #expect(try await town.asker.get("/my/file").text.contains("Canarycourt"))
            let hold = try await town.hub.archive.read { try $0.value("SELECT id FROM legal_holds") as String? }.orNotFound()
            #expect(try await town.officer.post("/retention/holds/\(hold)/lifting").status == 303)
            #expect(try await town.answer(id, "done").status == 303)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 0)
        }
    }
}
