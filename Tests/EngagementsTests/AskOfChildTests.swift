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
    func `when someone was born is opened for a yes to sharing alone, by a worker of the household for their work`(_ engine: Engine) async throws {
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
                    try db.rows("SELECT purpose FROM access_records WHERE person = \(pseudonym) AND kinds = 'birth' ORDER BY purpose").map { try $0.get("purpose") }
                }
            }
            let before = try await reads()
            #expect(try await desk.post("/asks/\(ask)/desk/answer", [("answer", "yes")]).status == 303)
            #expect(try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "no")]).status == 303)
            #expect(try await desk.get("/asks/\(ask)/desk").status == 200)
            #expect(try await reads() == before)
            pair.browser.town.clock.advance(by: 60)
            #expect(try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "yes")]).status == 303)
            #expect(try await reads() == (before + ["casework"]).sorted())
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
