import Assembly
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
            func count() async throws -> Int { try await hub.archive.read { try $0.count("SELECT count(*) FROM access_records") } }
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

    @Test(arguments: Engine.tested)
    func `by a clock that jumped nothing goes in the first night, and the officer is told`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, night = Retention(hub: hub)
            func seen(_ name: String, _ day: Day) async throws { try await hub.archive.write { try SettingsStore(db: $0).set(name, to: day.description) } }
            func told() async throws -> Bool { try await browser.as(.officer).get("/desk?lang=en").text.contains("far ahead of its last night") }
            let today = Day(hub.now(), in: hub.settings.value.zone)
            try await seen("retention_night", today.adding(days: -31))
            try await night.run()
            #expect(try await !told())
            try await seen("retention_night", today.adding(days: -32))
            try await night.run()
            #expect(try await told())
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM retention_runs") } == 0)
            try await night.run()
            #expect(try await !told())
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
