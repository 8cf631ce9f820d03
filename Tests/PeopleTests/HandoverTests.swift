import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import People
import Storage
import Testing
import TestSupport

/// A household in the care of the case worker of the cast, and a colleague who would take it over.
private struct Change: Sendable {
    let browser: Browser, worker: Browser, colleague: Browser
    let place: String
    let person: PersonID

    var hub: Hub { browser.town.hub }

    func ask(_ cause: String = "language") async throws -> Answer { try await colleague.post("\(place)/handover", [("cause", cause)]) }
    func open() async throws -> String { try #require(try await hub.archive.read { try $0.value("SELECT id FROM handovers WHERE answer IS NULL") }) }
    func answer(_ answer: String, by browser: Browser) async throws -> Int { try await browser.post("/handovers/\(try await open())/answer", [("answer", answer)]).status }
    func reaches(_ browser: Browser) async throws -> Bool { try await browser.get(place).text.contains("900123") }
    func user(_ role: Role, _ address: String) async throws -> UserID { try #require(try await Accounts(hub: hub).user(of: address, as: role, in: browser.town.organization)) }

    func file() async throws -> String {
        let actor = Actor(user: hub.newID(), person: person, organization: browser.town.organization, roles: [.newcomer]), say = hub.catalogs.speech(in: .english), hub = hub
        return try await hub.archive.read(by: actor, for: .ownFile) { db, access in
            try FileSource.care.read(person, hub, db, &access).map { "\(say.plain($0.name)): \($0.text(say)) \($0.detail.map { say.plain($0) } ?? "")" }.joined(separator: "\n").filter { !["\u{2068}", "\u{2069}"].contains($0) }
        }
    }
}

private func withChange(on engine: Engine, _ work: (Change) async throws -> Void) async throws {
    try await withBrowser(on: engine) { (browser) async throws in
        let worker = try await browser.as(.caseWorker)
        let place = try #require(try await worker.post("/households", [("given", "Amal"), ("phone", "07700 900123"), ("safe", "yes")]).location)
        let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
        try await browser.town.addCaseWorker("colleague@port-selby.example")
        try await work(Change(
            browser: browser, worker: worker, colleague: try await browser.signedIn("colleague@port-selby.example"), place: place, person: person))
    }
}

@Suite struct HandoverTests {
    @Test(arguments: Engine.tested)
    func `a colleague's household is asked for, and opens once the colleague says yes`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            #expect(try await change.colleague.post(change.place + "/worker").status == 422)
            #expect(try await change.ask().location == "/handovers")
            #expect(try await !change.reaches(change.colleague))
            #expect(try await change.worker.get("/desk").text.contains("One household is to get another case worker"))
            let list = try await change.worker.get("/handovers").text
            #expect(list.contains("<bdi>Lena Colleague</bdi> asks for a household of") && list.contains("speaks their language") && !list.contains("Amal"))
            #expect(try await change.answer("yes", by: change.worker) == 303)
            #expect(try await change.reaches(change.colleague))
            #expect(try await !change.reaches(change.worker))
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever asks never says yes, nor does anyone who has nothing to do with it`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            _ = try await change.ask()
            try await change.browser.town.addCaseWorker("third@port-selby.example")
            let third = try await change.browser.signedIn("third@port-selby.example")
            #expect(try await change.answer("yes", by: change.colleague) == 403)
            #expect(try await change.answer("yes", by: third) == 403)
            #expect(try await !third.get("/handovers").text.contains("asks for"))
            let stranger = try await change.browser.as(.caseWorker, of: change.browser.town.otherOrganization)
            #expect(try await change.answer("yes", by: stranger) == 404)
            #expect(try await !change.reaches(change.colleague))
            // Taken back by whoever asked; then nothing is left to say yes to.
            let id = try await change.open()
            #expect(try await change.answer("withdrawn", by: change.colleague) == 303)
            #expect(try await change.worker.post("/handovers/\(id)/answer", [("answer", "yes")]).status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `a coordinator says yes for somebody who is away, and sees no name of the household`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            _ = try await change.ask("away")
            let coordinator = try await change.browser.as(.coordinator)
            #expect(try await coordinator.get("/desk").text.contains("One household is to get another case worker"))
            #expect(try await !coordinator.get("/handovers").text.contains("Amal"))
            #expect(try await change.answer("yes", by: coordinator) == 303)
            #expect(try await change.reaches(change.colleague))
            // Whoever was away is told.
            #expect(try await change.hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'handover.done'") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `where nobody is away a coordinator leaves the answer to the case worker for two days`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            _ = try await change.ask("known")
            #expect(try await change.answer("yes", by: change.browser.as(.coordinator)) == 403)
            change.browser.town.clock.advance(by: Handover.patience + 1)
            #expect(try await change.answer("yes", by: change.browser.as(.coordinator)) == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `staff whose name is gone are told of as such`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            _ = try await change.ask()
            let worker = try await change.user(.caseWorker, Cast.caseWorker.email)
            try await change.hub.archive.write { db in _ = try db.execute("UPDATE users SET name = \([] as [UInt8]) WHERE id = \(worker)") }
            #expect(try await change.file().contains("instead of somebody who works here no more."))
            #expect(try await change.colleague.get("/handovers").text.contains("asks for a household of <bdi>somebody who works here no more</bdi>"))
        }
    }

    @Test(arguments: Engine.tested)
    func `one's own household is offered to a colleague, stays until the colleague takes it, and is not taken by a coordinator`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            let colleague = try await change.user(.caseWorker, "colleague@port-selby.example")
            let form = try await change.worker.get(change.place + "/handover").text
            #expect(form.contains("Lena Colleague") && form.contains("Offer this household"))
            let unsaid = try await change.worker.post(change.place + "/handover", [("cause", "burden")])
            #expect(unsaid.status == 422 && unsaid.text.contains("Choose a colleague.") && unsaid.text.contains("value=\"burden\"  checked"))
            #expect(try await change.worker.post(change.place + "/handover", [("cause", "burden"), ("to", colleague.text)]).status == 303)
            #expect(try await change.reaches(change.worker))
            #expect(try await change.answer("yes", by: change.browser.as(.coordinator)) == 403)
            #expect(try await change.answer("yes", by: change.colleague) == 303)
            #expect(try await change.reaches(change.colleague))
        }
    }

    @Test(arguments: Engine.tested)
    func `the people read in their file who had them in care, who said yes, and why`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            _ = try await change.ask()
            #expect(try await change.file().contains("Nobody has answered yet. Why: the new case worker speaks your language."))
            _ = try await change.answer("no", by: change.worker)
            change.browser.town.clock.advance(by: 60)
            _ = try await change.ask("known")
            _ = try await change.answer("yes", by: change.worker)
            let file = try await change.file()
            #expect(file.contains("Your case worker: Lena Colleague") && file.contains("said no.") && file.contains("said yes. Why: you know the new case worker already."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a second tap, another who asks and a missing reason change nothing`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            #expect(try await change.ask("").status == 422)
            #expect(try await change.ask().status == 303)
            #expect(try await change.ask().status == 303)
            try await change.browser.town.addCaseWorker("third@port-selby.example")
            let third = try await change.browser.signedIn("third@port-selby.example")
            let second = try await third.post("\(change.place)/handover", [("cause", "known")])
            #expect(second.status == 422 && second.text.contains("Somebody has asked already"))
            let id = try await change.open()
            for _ in 0..<2 { #expect(try await change.worker.post("/handovers/\(id)/answer", [("answer", "yes")]).status == 303) }
            #expect(try await change.hub.archive.read { try $0.count("SELECT count(*) FROM handovers") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the database itself gives no household into another's care without a yes`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            let colleague = try await change.user(.caseWorker, "colleague@port-selby.example"), now = change.hub.now(), hub = change.hub
            let home = try #require(try await hub.archive.read { try $0.value("SELECT id FROM households") as HouseholdID? })
            await #expect(throws: StorageProblem.self) { try await hub.archive.write { try $0.households.assign(home, to: colleague, at: now) } }
            await #expect(throws: StorageProblem.self) { try await hub.archive.write { try $0.households.release(home, at: now) } }
            // Nor may the one who asked be the one who agreed, nor may an answer be turned.
            _ = try await change.ask()
            let id = try await change.open()
            await #expect(throws: StorageProblem.self) { try await hub.archive.write { _ = try $0.handovers.answer(id, .yes, by: colleague, at: now) } }
            _ = try await change.answer("no", by: change.worker)
            await #expect(throws: StorageProblem.self) { try await hub.archive.write { _ = try $0.execute("UPDATE handovers SET answer = 'yes' WHERE id = \(id)") } }
        }
    }

    @Test(arguments: Engine.tested)
    func `the households of somebody who leaves wait for a case worker, and what was asked is over`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            _ = try await change.ask()
            let worker = try await change.user(.caseWorker, Cast.caseWorker.email), admin = try await change.browser.as(.administrator)
            #expect(try await admin.post("/users/\(worker.text)/closure").status == 303)
            #expect(try await change.hub.archive.read { try $0.count("SELECT count(*) FROM handovers WHERE answer = 'withdrawn'") } == 1)
            #expect(try await change.colleague.get("/households/waiting").text.contains(change.place))
            #expect(try await change.file().contains("Nobody yet."))
            #expect(try await change.file().contains("\(Cast.caseWorker.name) stopped being your case worker. From then on your household waited for another one."))
            #expect(try await change.colleague.post(change.place + "/worker").status == 303)
            #expect(try await change.reaches(change.colleague))
        }
    }

    @Test(arguments: Engine.tested)
    func `an administrator reads beforehand how many households would wait, and afterwards how many do`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            let worker = try await change.user(.caseWorker, Cast.caseWorker.email), admin = try await change.browser.as(.administrator)
            let role = "One household is in their care. Without this role it waits", closure = "Once this account is closed, one household in their care waits"
            // Nobody else has one.
            for words in [role, closure] { #expect(try await admin.get("/users").text.ranges(of: words).count == 1, "\(words)") }
            let landing = try #require(try await admin.post("/users/\(worker.text)/roles", [("roles", "coordinator")]).location)
            #expect(try await admin.get(landing).text.contains("waits for a case worker now."))
            // What somebody makes up, or has from another session, tells nothing.
            for address in ["/users?waiting=1", landing.replacing("waiting=1.", with: "waiting=7.")] { #expect(try await !admin.get(address).text.contains("case worker now.")) }
            #expect(try await !change.browser.as(.administrator).get(landing).text.contains("case worker now."))
            for words in [role, closure, "waits for a case worker now."] { #expect(try await !admin.get("/users").text.contains(words), "\(words)") }
            let colleague = try await change.user(.caseWorker, "colleague@port-selby.example")
            #expect(try await change.colleague.post(change.place + "/worker").status == 303)
            for path in ["/users/\(colleague.text)/closure", "/users/\(colleague.text)/reopening"] {
                let landing = try #require(try await admin.post(path).location)
                #expect(try await admin.get(landing).text.contains("waits for a case worker now.") == path.hasSuffix("closure"))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the people read in their file who registered them, who took them on, and that a list gave them to somebody`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            #expect(try await change.file().contains("\(Cast.caseWorker.name) became your case worker."))
            let worker = try await change.user(.caseWorker, Cast.caseWorker.email), admin = try await change.browser.as(.administrator)
            change.browser.town.clock.advance(by: 60)
            _ = try await admin.post("/users/\(worker.text)/closure")
            let colleague = try await change.user(.caseWorker, "colleague@port-selby.example"), hub = change.hub
            let home = try #require(try await hub.archive.read { try $0.value("SELECT id FROM households") as HouseholdID? })
            let actor = Actor(user: colleague, person: hub.newID(), organization: change.browser.town.organization, roles: [.caseWorker])
            func told(by user: UserID) async throws {
                change.browser.town.clock.advance(by: 60)
                let now = hub.now()
                try await hub.archive.write { db in
                    let known = try db.households.find(home, visibleTo: actor).orNotFound()
                    try db.households.update(Household(id: home, organization: known.organization, district: nil, arrivedOn: nil, ground: known.ground, worker: user, updatedAt: now), at: now)
                }
            }
            // Whoever works here no more is given nothing by a list, and what somebody has stays theirs.
            try await told(by: worker)
            #expect(try await change.file().contains("Nobody yet."))
            try await told(by: colleague)
            try await told(by: colleague)
            let lines = try await change.file().split(separator: "\n").map(String.init)
            #expect(lines.count == 4 && lines[0] == "Your case worker: Lena Colleague ", "\(lines)")
            #expect(lines[1].contains("Lena Colleague became your case worker. It came from a list of the town."))
            #expect(lines[2].contains("stopped being") && lines[3].contains("\(Cast.caseWorker.name) became your case worker."))
        }
    }

    @Test(arguments: Engine.tested)
    func `roles that are taken away let households wait as well, those that stay don't`(_ engine: Engine) async throws {
        try await withChange(on: engine) { (change) async throws in
            let worker = try await change.user(.caseWorker, Cast.caseWorker.email), admin = try await change.browser.as(.administrator)
            _ = try await admin.post("/users/\(worker.text)/roles", [("roles", "case_worker"), ("roles", "coordinator")])
            #expect(try await !change.colleague.get("/households/waiting").text.contains(change.place))
            _ = try await admin.post("/users/\(worker.text)/roles", [("roles", "coordinator")])
            #expect(try await change.colleague.get("/households/waiting").text.contains(change.place))
        }
    }
}
