@testable import Engagements
import Foundation
import House
import Identity
import Localization
import Storage
import Testing
import TestSupport
import Web

@Suite struct AskOfChildTests {
    @Test(arguments: Engine.tested)
    func `a child says no by a link alone, and finds the way on without an answer`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin(sharing: false)
            try await pair.makeChild()
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
    func `whether someone is a child is learnt for a yes alone, and no worker opens when they were born`(_ engine: Engine) async throws {
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
            #expect(try await reads() == (before + ["matching"]).sorted())
            pair.browser.town.clock.advance(by: 60)
            #expect(try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "yes")]).status == 303)
            #expect(try await reads() == (before + ["matching", "matching"]).sorted())
        }
    }

    @Test(arguments: Engine.tested)
    func `a coordinator who has nobody in care takes a yes down for the match, and learns a name and whether it is a child`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.makeChild()
            pair.leave()
            let ask = try await pair.ask(.need).text, desk = try await pair.browser.as(.coordinator)
            #expect(try await desk.post("/asks/\(ask)/desk/answer", [("answer", "yes"), ("guardian", "appointed"), ("assent", "yes")]).status == 303)
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
    func `a child’s yes alone is none, and the question stays with it and at the desk until a guardian says yes there`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let hub = pair.hub, person = pair.newcomer
            try await pair.makeChild()
            pair.leave()
            let ask = try await pair.ask(.need).text, link = try await pair.link(.need), place = "/asks/\(ask)/desk", desk = try await pair.browser.as(.caseWorker)
            let page = try await pair.browser.get(link).text
            #expect(page.contains("say yes together there") && !page.contains("name=\"answer\" value=\"yes\"") && page.contains("name=\"answer\" value=\"no\""))
            #expect(try await pair.answer(.need, "yes").status == 422)
            #expect(try await pair.answer(.offer, "yes").status == 303)
            func standing() async throws -> Ask? { try await hub.archive.read { try $0.asks.asks(of: pair.match.id).first { $0.side == .need } } }
            let unanswered = try await standing()
            #expect(unanswered?.answer == nil && unanswered?.status == .asking)
            func isListed() async throws -> Bool { try await desk.get("/households/\(pair.household)").text.contains(place) }
            #expect(try await isListed())
            for (fields, status) in [([], 422), ([("guardian", "parent")], 422), ([("assent", "yes")], 422), ([("guardian", "parent"), ("assent", "yes")], 303)] as [([(String, String)], Int)] {
                #expect(try await desk.post("\(place)/answer", [("answer", "yes")] + fields).status == status)
            }
            let answered = try await standing()
            #expect(answered?.guardian == .parent && answered?.status == .accepted)
            // Whether the name is shared is still to be asked: it stays where it is found.
            #expect(try await isListed())
            let newcomer = Actor(user: hub.newID(), person: person, organization: pair.match.organization, roles: [.newcomer])
            let own = try await hub.archive.read(by: newcomer, for: .ownFile) { db, access in
                try hub.parts(on: .own, of: person.text, db, &access).compactMap { $0 as? LifePart }.map { $0.html(hub.catalogs.speech(in: .english), .none).text }.joined()
            }
            #expect(own.contains("/my/asks/\(ask)") && own.contains("One question is still open"))
            #expect(try await desk.post("\(place)/sharing", [("sharing", "yes"), ("guardian", "parent"), ("assent", "yes")]).status == 303)
            #expect(try await !isListed())
        }
    }

    @Test(arguments: Engine.tested)
    func `a volunteer who is a child does not say yes alone at the desk either`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.makeChild(pair.volunteer)
            pair.leave()
            let desk = try await pair.browser.as(.coordinator), place = "/asks/\(try await pair.ask(.offer).text)/desk/answer"
            #expect(try await desk.post(place, [("answer", "yes")]).status == 422)
            #expect(try await desk.post(place, [("answer", "yes"), ("guardian", "parent"), ("assent", "yes")]).status == 303)
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody says yes for an adult, and a child says no alone`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let desk = try await pair.browser.as(.caseWorker), place = "/asks/\(try await pair.ask(.need).text)/desk/answer"
            #expect(try await desk.post(place, [("answer", "yes"), ("guardian", "parent"), ("assent", "yes")]).status == 422)
            try await pair.makeChild()
            #expect(try await pair.answer(.need, "no").status == 303)
            #expect(try await pair.hub.archive.read { try $0.asks.asks(of: pair.match.id).first { $0.side == .need } }?.answer == .no)
        }
    }

    @Test(arguments: Engine.tested)
    func `the case worker finds on their desk whom no letter reaches, and reads what comes next, before the yes and after`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let desk = try await pair.browser.as(.caseWorker), household = "/households/\(pair.household)", item = "is to be asked something at the desk"
            pair.leave()
            #expect(try await !desk.get("/desk").text.contains(item))
            #expect(try await desk.get(household).text.contains("Where no letter reaches them, ask and record it at the desk."))
            _ = try await pair.hub.archive.write { try $0.execute("UPDATE contact_ways SET is_safe = \(false) WHERE person_id = \(pair.newcomer)") }
            let ask = try await pair.ask(.need).text, shown = try await desk.get("/desk").text
            #expect(shown.contains(item) && shown.contains("/asks/\(ask)/desk"))
            _ = try await pair.answer(.need, "yes")
            #expect(try await desk.get("/desk").text.contains("Whether they share their first name is still to be asked."))
            #expect(try await desk.get(household).text.contains("They said yes. Ask at the desk whether they share their first name."))
            _ = try await pair.browser.post("\(try await pair.link(.need))/sharing", [("sharing", "yes")])
            #expect(try await !desk.get("/desk").text.contains(item))
            #expect(try await desk.get(household).text.contains("Nothing to do for you until the other side has answered."))
        }
    }

    @Test(arguments: Engine.tested)
    func `a child shares by a guardian at the desk, and not alone by a link`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let hub = pair.hub
            try await pair.makeChild()
            pair.leave()
            let ask = try await pair.ask(.need).text, desk = try await pair.browser.as(.caseWorker), link = try await pair.link(.need)
            #expect(try await desk.post("/asks/\(ask)/desk/answer", [("answer", "yes"), ("guardian", "appointed"), ("assent", "too_young")]).status == 303)
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
