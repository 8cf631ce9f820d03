import Assembly
import Audit
import Directory
import Foundation
import Identity
import People
import Testing
import TestSupport

/// A town with about so many of everything that a page lists.
struct BusyTown {
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
        try await askAboutData(home)
        // So that nothing became possible since the round.
        try await town.succeed(.coordinator, "/round")
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
            ("concerns", .coordinator, "/concerns"), ("data protection", .officer, "/data-protection"), ("breaches", .officer, "/breaches"), ("officer's desk", .officer, "/desk"),
            ("access list", .officer, "/access-list"), ("log of changes", .officer, "/audit"), ("requests about data", .officer, "/requests"), ("users", .administrator, "/users"),
            ("letters", .administrator, "/letters"), ("administrator's desk", .administrator, "/desk"), ("own page", .volunteer, "/my"), ("own file", .volunteer, "/my/file"),
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
        for number in 1...count {
            try await town.succeed(.volunteer, "/concerns", [("words", "Something worries me, \(number)")])
            // The log of changes gets a head for each.
            try await AuditLog(hub: town.hub).sign()
        }
    }

    private func askAboutData(_ home: HouseholdID) async throws {
        let people = try await town.hub.archive.read { try $0.rows("SELECT id FROM persons WHERE household_id = \(home)").map { try $0.get("id") as PersonID } }
        for person in people { try await town.succeed(.caseWorker, "/households/\(home.text)/requests", [("person", person.text), ("kind", "copy")]) }
    }
}
