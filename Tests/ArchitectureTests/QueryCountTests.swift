import Accounts
import Assembly
import Directory
import Foundation
import Identity
import People
import Testing
import TestSupport

/// Pages that show many things ask the database as often as if there were few: eight, since a desk names seven and counts the rest.
@Suite struct QueryCountTests {
    @Test(arguments: Engine.tested)
    func `a page asks the database as often for thirty lines as for eight`(_ engine: Engine) async throws {
        let few = try await asked(with: 8, on: engine), many = try await asked(with: 30, on: engine)
        #expect(few.count == many.count && few.count >= 20)
        for (small, large) in zip(few, many) {
            #expect(small.statements.count == large.statements.count, "\(large.page): \(extra(in: large.statements, over: small.statements))")
        }
        print("Statements a page on \(engine):", few.map { "\($0.page) \($0.statements.count)" }.joined(separator: ", "))
    }

    /// What is asked more often.
    private func extra(in many: [String], over few: [String]) -> String {
        let before = Dictionary(grouping: few) { $0 }
        return Dictionary(grouping: many) { $0 }.filter { $0.value.count != before[$0.key]?.count ?? 0 }
            .map { "\($0.value.count) instead of \(before[$0.key]?.count ?? 0) times: \($0.key)" }.sorted().joined(separator: "\n")
    }

    private func asked(with count: Int, on engine: Engine) async throws -> [(page: String, statements: [String])] {
        try await withBrowser(on: engine) { plain in
            let (town, asked) = plain.town.counted()
            let browser = Browser(town: town), pages = try await BusyTown(WholeTown(browser), count).pages()
            var found: [(String, [String])] = []
            for page in pages {
                let visitor = try await browser.as(page.by)
                _ = try await visitor.get(page.path)
                _ = asked.take()
                let answer = try await visitor.get(page.path)
                #expect(answer.status == 200, "\(page.name)")
                found.append((page.name, asked.take()))
            }
            return found
        }
    }
}

/// A town with about so many of everything that a page lists.
private struct BusyTown {
    let town: WholeTown
    let count: Int

    init(_ town: WholeTown, _ count: Int) { (self.town, self.count) = (town, count) }

    typealias Listed = (name: String, by: Cast?, path: String)

    /// Fills the town, and says where its lists are.
    func pages() async throws -> [Listed] {
        try await loadDirectory()
        try await loadVolunteers()
        try await town.households(count, isInCare: false)
        let homes = try await town.households(count - 1), home = try await town.households(1, members: count)[0]
        try await match(homes + [home])
        for program in ["tutoring", "welcome", "driving", "job", "legal"].prefix(count / 5) { try await town.need(program, of: home) }
        try await letIn()
        try await raiseConcerns()
        let (need, engagement, service) = try await town.hub.archive.read { db in
            (try db.value("SELECT need_id FROM proposals WHERE offer_id IS NOT NULL") as String?, try db.value("SELECT id FROM engagements") as String?,
             try db.value("SELECT service_id FROM schedules") as String?)
        }
        return [
            ("directory", nil, "/services"), ("directory search", nil, "/services?q=advice"), ("misspelled search", nil, "/services?q=advcie"),
            ("service", nil, "/services/\(service ?? "")"),
            ("volunteers", .coordinator, "/volunteers"), ("volunteer", .coordinator, "/volunteers/\(town.volunteer.text)"),
            ("households in care", .caseWorker, "/people"), ("households waiting", .caseWorker, "/households/waiting"),
            ("household", .caseWorker, "/households/\(home.text)"), ("case worker's desk", .caseWorker, "/desk"),
            ("case worker's figures", .caseWorker, "/desk/figures"),
            ("coordinator's desk", .coordinator, "/desk"), ("all of the desk", .coordinator, "/desk/all"), ("coordinator's figures", .coordinator, "/desk/figures"),
            ("proposals", .coordinator, "/round"), ("needs that wait", .coordinator, "/round?list=waiting"),
            ("need in the round", .coordinator, "/round/needs/\(need ?? "")"),
            ("engagements", .coordinator, "/engagements"), ("engagement", .coordinator, "/engagements/\(engagement ?? "")"), ("questions", .coordinator, "/asks"),
            ("concerns", .coordinator, "/concerns"), ("access list", .officer, "/access-list"), ("users", .administrator, "/users"),
            ("letters", .administrator, "/letters"), ("administrator's desk", .administrator, "/desk"), ("own page", .volunteer, "/my"),
        ]
    }

    /// As many services, and one with as many places, phones, hours and languages.
    private func loadDirectory() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let numbers = 1...count
        let files = [
            "organizations.csv": ["id,name,description", "o,Centre,Help"],
            "services.csv": ["id,organization_id,name,status"] + numbers.map { "s\($0),o,Advice \($0),active" },
            "locations.csv": ["id,location_type,name"] + numbers.map { "l\($0),physical,Hall \($0)" },
            "service_at_location.csv": ["id,service_id,location_id"] + numbers.map { "a\($0),s1,l\($0)" },
            "phones.csv": ["id,service_id,number"] + numbers.map { "p\($0),s1,+44 1632 96\(1000 + $0)" },
            "schedules.csv": ["id,service_id,freq,byday,opens_at,closes_at"] + numbers.map { "h\($0),s1,WEEKLY,MO,\(9 + $0 % 9):00Z,19:00Z" },
            "languages.csv": ["id,service_id,name,code"] + numbers.map { "g\($0),s\($0),Arabic,ar" },
        ]
        for (name, lines) in files { try Data(lines.joined(separator: "\n").utf8).write(to: folder.appending(path: name)) }
        let report = try await HSDSImport(hub: town.hub).run(folder: folder, isDryRun: false)
        #expect(!report.isRefused, "\(report.errors.map(\.line))")
    }

    private func loadVolunteers() async throws {
        let rows = (1...count).map { "\($0),Vera \($0),Lang,vera\($0)@lang.example,English,Mentor" }
        let list = (["Number,First name,Surname,E-mail,Languages spoken,Interests"] + rows).joined(separator: "\n")
        let page = try await town.browser.as(.coordinator).bring("volunteers", file: list)
        #expect(page.text.contains("The list was taken in."))
    }

    /// Of every household one need is lived, one asked about, one proposed, and one waits.
    private func match(_ homes: [HouseholdID]) async throws {
        for home in homes { for program in ["mentoring", "class", "goods", "play"] { try await town.need(program, of: home) } }
        try await approveAll("mentoring")
        try await town.everyoneSaysYes()
        try await approveAll("class")
        town.browser.town.clock.advance(by: 660)
        try await town.places(count, in: "goods")
        try await town.succeed(.coordinator, "/round")
        let (lived, asked, proposed, waiting) = try await town.hub.archive.read { db in
            (try db.count("SELECT count(*) FROM engagements"), try db.count("SELECT count(*) FROM matches WHERE status = 'asking'"),
             try db.count("SELECT count(*) FROM proposals WHERE offer_id IS NOT NULL"), try db.count("SELECT count(*) FROM proposals WHERE offer_id IS NULL"))
        }
        #expect(min(lived, asked, proposed, waiting) >= count, "\(lived) \(asked) \(proposed) \(waiting)")
    }

    private func approveAll(_ program: String) async throws {
        try await town.places(count, in: program)
        try await town.succeed(.coordinator, "/round")
        try await town.succeed(.coordinator, "/round/approval")
    }

    private func letIn() async throws {
        for number in 1...count { try await town.browser.town.addCaseWorker("worker\(number)@port-selby.example") }
    }

    private func raiseConcerns() async throws {
        try await town.succeed(.administrator, "/concerns/lead", [("lead", town.coordinator.text)])
        for number in 1...count { try await town.succeed(.volunteer, "/concerns", [("words", "Something worries me, \(number)")]) }
    }
}
