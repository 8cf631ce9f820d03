import Identity
import Storage
import TestSupport
import Testing
@testable import Engagements
@testable import Volunteers

@Suite struct LifeWatchTests {
    @Test(arguments: Engine.tested)
    func `a clearance lost while an ending could be taken back pauses what is taken back`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let desk = try await pair.browser.as(.coordinator), id = try await pair.engagement().id.text
            #expect(try await desk.post("/engagements/\(id)/ending", [("ending", "moved"), ("need", "open")]).status == 303)
            let volunteer = pair.volunteer
            try await pair.hub.archive.write { _ = try $0.execute("UPDATE applications SET status = 'withdrawn' WHERE person_id = \(volunteer)") }
            _ = try await desk.post("/engagements/\(id)/reopening")
            let status = try await pair.engagement().status
            #expect(status == .suspended)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever takes back the consent to share is no longer shown to the other side`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let his = try await pair.page(.offer), hers = try await pair.page(.need)
            #expect(try await pair.browser.get(his).text.contains(Pair.newcomerName))
            pair.browser.town.clock.advance(by: 1)
            #expect(try await pair.browser.post("\(hers)/sharing", [("sharing", "withdrawn")]).status == 303)
            #expect(!(try await pair.browser.get(his).text.contains(Pair.newcomerName)))
            #expect(try await pair.flags().contains(.noConsent))
        }
    }

    @Test(arguments: Engine.tested)
    func `what the coordinator has seen to is not raised again by the clock`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin(sharing: false)
            let desk = try await pair.browser.as(.coordinator), id = try await pair.engagement().id
            let flag = try await pair.hub.archive.read { try $0.flags.list(of: id, limit: 5).first { $0.kind == .noConsent } }.orNotFound()
            #expect(try await desk.post("/engagements/\(id.text)/flags/\(flag.id)/settlement", [("note", "")]).status == 303)
            try await pair.run("engagements.watch")
            #expect(!(try await pair.flags().contains(.noConsent)))
        }
    }

    @Test(arguments: Engine.tested)
    func `a child who comes into the household pauses whoever is not cleared for children`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let volunteer = pair.volunteer
            try await pair.hub.archive.write { db in
                _ = try db.execute("UPDATE engagements SET program = 'conversation', with_children = \(false)")
                _ = try db.execute("DELETE FROM match_facts")
                let user: UserID = try db.value("SELECT id FROM users").orNotFound()
                for kind in try db.credentials.standing(of: [volunteer])[volunteer] ?? [] where kind.kind.rawValue == "check:enhanced" {
                    _ = try db.credentials.annul(kind.id, of: volunteer, as: "annulled", on: kind.issuedOn, by: user, at: kind.recordedAt)
                }
            }
            let desk = try await pair.browser.as(.caseWorker)
            #expect(try await desk.post("/households/\(pair.household)/members", [("given", "Kid"), ("born", "2020-05-31"), ("language", "arb")]).status == 303)
            #expect(try await pair.engagement().status == .suspended)
        }
    }
}
