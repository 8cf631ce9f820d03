import Assembly
import Audit
@testable import Engagements
import Foundation
import House
import Identity
@testable import People
@testable import Privacy
import Storage
import Testing
import TestSupport
import Trust
import Vault

@Suite struct RetentionTests {
    private func night(_ hub: Hub) async throws {
        try await hub.haveHadLastNight()
        for job in hub.features.flatMap(\.jobs) where job.name == "retention.run" { try await job.run(hub) }
    }

    private func tomorrow(_ event: String, _ hub: Hub) async throws -> Int {
        let rule = try hub.features.flatMap(\.retention).first { $0.event.rawValue == event }.orNotFound()
        let day = Day(hub.now(), in: hub.settings.value.zone).adding(days: 1)
        return try await hub.archive.read { try Retention(hub: hub).due(rule, on: day, limit: 10, $0).count }
    }

    @Test(arguments: Engine.tested)
    func `a need goes on the day after so many days, not the day before, and its number stays`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let need = try await town.hub.archive.read { try $0.value("SELECT id FROM needs") as String? }.orNotFound(), hub = town.hub
            #expect(try await town.browser.as(.caseWorker).post("/needs/\(need)/closure", [("closing", "met")]).status == 303)
            func left() async throws -> Int { try await hub.archive.read { try $0.count("SELECT count(*) FROM needs") } }
            town.days(728)
            #expect(try await tomorrow("need.closed", hub) == 0)
            town.days(1)
            // The day before: it is shown, and stays.
            #expect(try await tomorrow("need.closed", hub) == 1)
            let officer = try await town.browser.as(.officer)
            #expect(try await officer.get("/retention/need.closed").text.contains(hub.code(of: town.newcomer)))
            try await night(hub)
            #expect(try await left() == 1)
            town.days(1)
            try await night(hub)
            #expect(try await left() == 0)
            let (runs, total) = try await hub.archive.read { db in
                (try db.retention.runs(limit: 10).filter { $0.event == .needClosed }.map(\.records), try db.row("SELECT kind, month, records FROM retention_totals WHERE event = 'need.closed'"))
            }
            #expect(runs == [1])
            #expect(try total?.get("kind") == "goods" && total?.get("month") == "2026-11" && total?.get("records") == 1)
            town.days(1)
            try await night(hub)
            #expect(try await hub.archive.read { try $0.retention.runs(limit: 10).filter { $0.event == .needClosed }.count } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a legal hold keeps it while it lasts, and no longer`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let hub = town.hub, id = try await town.ask("copy"), need = try await hub.archive.read { try $0.value("SELECT id FROM needs") as String? }.orNotFound()
            #expect(try await town.browser.as(.caseWorker).post("/needs/\(need)/closure", [("closing", "met")]).status == 303)
            // Until 21 November 2028 and one day: the need would go on the 20th.
            #expect(try await town.officer.post("/requests/\(id.text)/hold", [("why", "The court asks."), ("until", "2028-11-22")]).status == 303)
            town.days(731)
            try await night(hub)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM needs") } == 1)
            town.days(2)
            try await night(hub)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM needs") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `people with whom nobody works any more wait for the officer, who lets them go`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let hub = town.hub, need = try await hub.archive.read { try $0.value("SELECT id FROM needs") as String? }.orNotFound()
            town.days(800)
            // An open need is work that goes on.
            #expect(try await tomorrow("work.ended", hub) == 0)
            #expect(try await town.browser.as(.caseWorker).post("/needs/\(need)/closure", [("closing", "met")]).status == 303)
            town.days(729)
            #expect(try await tomorrow("work.ended", hub) == 1)
            town.days(1)
            try await night(hub)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 1)
            let officer = try await town.browser.as(.officer)
            #expect(try await officer.get("/retention/work.ended").text.contains("Let go of the one that is due today"))
            #expect(try await officer.get("/desk").text.contains("Something has been kept long enough"))
            #expect(try await officer.post("/retention/work.ended/disposal").status == 303)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 0)
            #expect(try await officer.get("/retention").text.contains("People with whom nobody works any more"))
            #expect(try await officer.post("/retention/need.closed/disposal").status == 409)
        }
    }

    @Test(arguments: Engine.tested)
    func `who opened what is dropped by age, and by nothing else`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let hub = town.hub
            func count() async throws -> Int {
                try await hub.bindReads()
                return try await hub.archive.read { try $0.count("SELECT count(*) FROM access_records") }
            }
            _ = try await town.browser.as(.caseWorker).get("/households/\(town.household.text)")
            let before = try await count()
            #expect(before > 0)
            await #expect(throws: StorageProblem.self) { try await hub.archive.write { try $0.execute("DELETE FROM access_records") } }
            town.days(729)
            try await night(hub)
            #expect(try await count() >= before)
            town.days(1)
            try await night(hub)
            let old = Date.testNoon + 86_400
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM access_records WHERE at < \(old)") } == 0)
        }
    }

    /// A need that was met and closed long ago, by what the clock says now.
    private func withOldNeed(on engine: Engine, _ work: (AskingTown, Retention, _ left: () async throws -> Int) async throws -> Void) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let hub = town.hub, need = try await hub.archive.read { try $0.value("SELECT id FROM needs") as String? }.orNotFound()
            #expect(try await town.browser.as(.caseWorker).post("/needs/\(need)/closure", [("closing", "met")]).status == 303)
            try await work(town, Retention(hub: hub)) { try await hub.archive.read { try $0.count("SELECT count(*) FROM needs") } }
        }
    }

    @Test(arguments: Engine.tested)
    func `a night far from the last one lets go of nothing, however often it comes, and the officer is asked for the date`(_ engine: Engine) async throws {
        try await withOldNeed(on: engine) { town, retention, left in
            try await town.hub.haveHadLastNight()
            try await retention.run()
            town.days(3650)
            // Started again and again by the same wrong clock, and going on by it.
            for _ in 0..<3 { try await retention.run() }
            town.days(1)
            try await retention.run()
            #expect(try await left() == 1)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM retention_runs") } == 0)
            let officer = try await town.browser.as(.officer)
            #expect(try await officer.get("/desk?lang=en").text.contains("far from the last night of this hub"))
            #expect(try await officer.get("/retention?lang=en").text.contains("Yes, today is"))
            // What waits for a decision is not let go of by that date either.
            #expect(try await officer.post("/retention/work.ended/disposal").location == "/retention")
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 1)
            // The clock is right again: all goes on as before.
            town.days(-3650)
            try await retention.run()
            #expect(try await !town.browser.as(.officer).get("/desk?lang=en").text.contains("far from the last night"))
        }
    }

    @Test(arguments: Engine.tested)
    func `once the officer says that the date is right, what is due goes in the next night; another date is not taken`(_ engine: Engine) async throws {
        try await withOldNeed(on: engine) { town, retention, left in
            try await town.hub.haveHadLastNight()
            try await retention.run()
            town.days(1000)
            try await retention.run()
            let officer = try await town.browser.as(.officer), today = retention.today
            #expect(try await officer.post("/retention/date", [("day", today.adding(days: -1).description)]).status == 409)
            #expect(try await town.browser.as(.caseWorker).post("/retention/date", [("day", today.description)]).status == 403)
            try await retention.run()
            #expect(try await left() == 1)
            #expect(try await officer.post("/retention/date", [("day", today.description)]).location == "/retention")
            #expect(try await !officer.get("/retention?lang=en").text.contains("Yes, today is"))
            // Nothing is asked that was answered.
            #expect(try await officer.post("/retention/date", [("day", today.description)]).status == 409)
            town.days(1)
            try await retention.run()
            #expect(try await left() == 0)
            let recorded = try await town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'retention.date_confirmed'") }
            #expect(recorded == 1)
        }
    }

    @Test(arguments: Engine.tested, [31, 32])
    func `a month between two nights is no gap, a day more is one`(_ engine: Engine, _ days: Int) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, retention = Retention(hub: hub)
            for way in [1, -1] {
                let last = retention.today.adding(days: -days * way)
                try await hub.archive.write { try $0.nights.believe(last) }
                try await retention.run()
                #expect(try await hub.archive.read { try $0.nights.gap(on: retention.today) } == (days == 31 ? nil : last))
                #expect(try await browser.as(.officer).get("/desk?lang=en").text.contains("far from the last night") == (days == 32))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a hub that never had a night lets go of nothing in the first, and by a clock that jumped before it in none`(_ engine: Engine) async throws {
        try await withOldNeed(on: engine) { town, retention, left in
            town.days(3650)
            try await retention.run()
            #expect(try await town.browser.as(.officer).get("/desk?lang=en").text.contains("far from the last night"))
            for _ in 0..<3 {
                town.days(1)
                try await retention.run()
            }
            #expect(try await left() == 1)
        }
        // Signed for a day by the wrong clock before the first night comes.
        try await withOldNeed(on: engine) { town, retention, left in
            let log = AuditLog(hub: town.hub)
            try await log.sign()
            town.days(3650)
            try await log.sign()
            town.days(1)
            try await log.sign()
            for _ in 0..<3 { try await retention.run() }
            #expect(try await left() == 1)
        }
        // Signed every day: it was there all the time, and has had no night because it was of an older version.
        try await withOldNeed(on: engine) { town, retention, left in
            let log = AuditLog(hub: town.hub)
            for _ in 0..<40 {
                try await log.sign()
                town.days(20)
            }
            try await retention.run()
            #expect(try await left() == 1)
            town.days(1)
            try await retention.run()
            #expect(try await left() == 0)
        }
    }

    @Test func `a hub keeps longer or shorter what its file says`() throws {
        let rules = try [Feature].all(Resources()).flatMap(\.retention)
        let plan = try RetentionPlan("rules:\n  - after: need.closed\n    days: 365\n    action: erase\n  - after: work.ended\n    days: 1000\n", for: rules)
        let changed = plan.applied(to: rules)
        let need = try #require(changed.first { $0.event == .needClosed }), work = try #require(changed.first { $0.event == .workEnded })
        #expect(need.days == 365 && need.action == .erase && work.days == 1000 && work.action == .review)
        #expect(changed.filter { $0.event != .needClosed && $0.event != .workEnded }.map(\.days) == rules.filter { $0.event != .needClosed && $0.event != .workEnded }.map(\.days))
    }

    @Test(arguments: [
        ("rules:\n  - after: nothing\n    days: 3\n", "line 2: there is no event \"nothing\""), ("rules:\n  - after: need.closed\n    days: 0\n", "needs days from 1 to 36525"),
        ("rules:\n  - after: letter.done\n    action: review\n", "can have the actions: erase"), ("rules:\n  - after: need.closed\n    hours: 3\n", "a rule has no \"hours\""),
        ("rules:\n  - after: need.closed\n  - after: need.closed\n", "line 3: need.closed stands in it twice"), ("list: []\n", "it needs the list \"rules\""), ("rules: [", "it can't be read"),
    ])
    func `a slip in the file is told with its line, and the hub does not start`(_ yaml: String, _ words: String) throws {
        let rules = try [Feature].all(Resources()).flatMap(\.retention)
        let problem = #expect(throws: RetentionPlanProblem.self) { try RetentionPlan(yaml, for: rules) }
        #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")")
    }

    @Test func `the file explains every event, with what the program proposes`() throws {
        let text = try #require(Resources().text("vocabularies/retention.yaml"))
        for rule in try [Feature].all(Resources()).flatMap(\.retention) {
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("# \(rule.event.rawValue) ") }, "\(rule.event.rawValue)")
            #expect(line.contains(" \(rule.days) ") && line.contains(" \(rule.action.rawValue) "), "\(line)")
        }
    }
}

@Suite struct ProcessingRegisterTests {
    @Test(arguments: Engine.tested)
    func `the register holds every field of every area, and is downloaded as a table`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), fields = browser.town.features.flatMap(\.personalData)
            let page = try await officer.get("/processing").text, file = try await officer.get("/processing/file")
            for field in fields {
                #expect(page.contains(field.table), "\(field.table)")
                #expect(file.text.contains("\"\(field.table)\"") && file.text.contains(field.column), "\(field.table).\(field.column)")
            }
            #expect(file.headers[.contentDisposition] == "attachment; filename=register-of-processing.csv")
            let lines = file.text.split(separator: "\r\n")
            #expect(lines.count == ProcessingRegister(browser.town.features).entries.count + 1)
            #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 13 })
            #expect(try await browser.as(.caseWorker).get("/processing").status == 403)
        }
    }

    @Test func `who may open a field follows from the decision that is taken when it is opened`() throws {
        let register = ProcessingRegister(try [Feature].all(Resources()))
        let names = try #require(register.entries.first { $0.table == "persons" && $0.kinds.contains(.identity) })
        // Anyone of the staff may be the one who leads on concerns.
        #expect(names.openers == Role.staff)
        let needs = try #require(register.entries.first { $0.table == "needs" && $0.kinds.contains(.notes) })
        #expect(needs.openers == [.caseWorker])
        let concerns = try #require(register.entries.first { $0.table == "concerns" })
        #expect(concerns.openers == Role.staff && !concerns.isToldBetween)
        let secrets = try #require(register.entries.first { $0.table == "second_factors" })
        #expect(secrets.openers.isEmpty)
    }
}
