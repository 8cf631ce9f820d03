@testable import Engagements
import Foundation
import Identity
import Storage
import Testing
import TestSupport

@Suite struct AskOfChildTests {
    @Test(arguments: Engine.tested)
    func `a child says no by a link alone, and finds the way on without an answer`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.makeChild()
            try await pair.begin(sharing: false)
            let link = try await pair.link(.need), next = try await pair.page(.need), page = try await pair.browser.get(link).text
            #expect(page.contains("Come to the desk with a parent or guardian") && !page.contains("name=\"sharing\" value=\"yes\""))
            #expect(page.contains("name=\"sharing\" value=\"no\"") && page.contains("href=\"\(next)\""))
            #expect(try await pair.browser.post("\(link)/sharing", [("sharing", "no")]).status == 303)
            #expect(try await !pair.browser.get(link).text.contains("name=\"sharing\""))
            let decision = try await pair.hub.archive.read { try $0.value("SELECT decision FROM consent_ledger WHERE purpose = 'share_with_match'") as String? }
            #expect(decision == "refused")
        }
    }

    @Test(arguments: Engine.tested)
    func `whether someone is a child is learnt for a yes to sharing alone, and no worker opens when they were born`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            // The worker coordinates, too.
            _ = try await pair.hub.archive.write { db in
                try db.execute("""
                    INSERT INTO memberships (user_id, organization_id, role, since) SELECT user_id, organization_id, 'coordinator', since FROM memberships
                    WHERE role = 'case_worker' AND organization_id = \(pair.browser.town.organization)
                    """)
            }
            let ask = try await pair.ask(.need).text, desk = try await pair.browser.as(.caseWorker)
            func reads() async throws -> [String] {
                try await pair.hub.bindReads()
                let pseudonym = pair.hub.keyring.pseudonym(of: pair.newcomer)
                return try await pair.hub.archive.read { db in
                    try db.rows("SELECT purpose FROM access_records WHERE person = \(pseudonym) AND (kinds LIKE '%majority%' OR kinds LIKE '%birth%') ORDER BY purpose").map { try $0.get("purpose") }
                }
            }
            let before = try await reads()
            #expect(try await desk.post("/asks/\(ask)/desk/answer", [("answer", "yes")]).status == 303)
            #expect(try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "no")]).status == 303)
            #expect(try await desk.get("/asks/\(ask)/desk").status == 200)
            #expect(try await reads() == before)
            pair.browser.town.clock.advance(by: 60)
            #expect(try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "yes")]).status == 303)
            #expect(try await reads() == (before + ["matching"]).sorted())
        }
    }

    @Test(arguments: Engine.tested)
    func `a coordinator who has nobody in care takes a yes down for the match, and learns a name and whether it is a child`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.makeChild()
            pair.leave()
            let ask = try await pair.ask(.need).text, desk = try await pair.browser.as(.coordinator)
            _ = try await pair.answer(.need, "yes")
            let page = try await desk.get("/asks/\(ask)/desk").text
            #expect(page.contains("Who says yes for the child"))
            #expect(try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "yes"), ("guardian", "appointed"), ("assent", "yes")]).status == 303)
            try await pair.hub.bindReads()
            let newcomer = pair.hub.keyring.pseudonym(of: pair.newcomer), organization = pair.browser.town.organization
            let coordinators: SQL = "SELECT user_id FROM memberships WHERE role = 'coordinator' AND organization_id = \(organization)"
            let reads = try await pair.hub.archive.read { db in
                let person: PersonID = try db.value("SELECT person_id FROM users WHERE id IN (\(coordinators))").orNotFound(), worker = pair.hub.keyring.pseudonym(of: person)
                return try db.rows("SELECT DISTINCT purpose, kinds FROM access_records WHERE person = \(newcomer) AND actor = \(worker)").map { "\(try $0.get("purpose") as String) \(try $0.get("kinds") as String)" }
            }
            #expect(Set(reads).isSuperset(of: ["matching identity,majority", "matching majority"]))
            #expect(reads.allSatisfy { $0.hasPrefix("matching ") && !$0.contains("birth") }, "\(reads)")
        }
    }

    @Test(arguments: Engine.tested)
    func `a child shares by a guardian at the desk, and not alone by a link`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let hub = pair.hub
            try await pair.makeChild()
            pair.leave()
            let ask = try await pair.ask(.need).text, desk = try await pair.browser.as(.caseWorker), link = try await pair.link(.need)
            _ = try await pair.answer(.need, "yes")
            #expect(try await pair.browser.get(link).text.contains("Come to the desk with a parent or guardian"))
            #expect(try await pair.browser.post("\(link)/sharing", [("sharing", "yes")]).status == 422)
            #expect(try await desk.get("/asks/\(ask)/desk").text.contains("Who says yes for the child"))
            let refused = try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "yes"), ("interpreted", "yes"), ("assent", "yes")])
            #expect(refused.status == 422 && refused.text.contains("Choose who says yes for the child.") && refused.text.contains(/name="assent" value="yes"\s+checked/))
            #expect(try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "yes"), ("guardian", "appointed"), ("assent", "yes")]).status == 303)
            let guardian = try await hub.archive.read { try $0.value("SELECT guardian FROM consent_ledger WHERE purpose = 'share_with_match'") as String? }
            #expect(guardian == "appointed")
        }
    }
}
