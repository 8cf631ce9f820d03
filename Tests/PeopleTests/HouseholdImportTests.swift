import Assembly
import House
import Identity
@testable import People
import Testing
import TestSupport

@Suite struct HouseholdImportTests {
    private let list = """
        Case no,First name,Last name,DOB,Sex,Language,Mobile,Area,Others,Needs,Legal basis
        1,Amal,Haddad,1990-05-31,F,Arabic; English:basic,07700 900123,North side,Sami 2015 boy; Lina 1992 woman,mentor,public task
        2,Олексій,Бондар,12.03.1985,M,Ukrainian:native:yes,+447700900124,Harbor,,English class,consent

        """

    @Test(arguments: Engine.tested)
    func `a town's list becomes households, and the same list again changes nothing`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let first = try await run(list, town)
            #expect(first.issues.isEmpty && first.lastLine == "read 2, new 2, changed 0, unchanged 0, warned 0, refused 0")
            let count = try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") }
            #expect(count == 4)
            let again = try await run(list, town)
            #expect(again.lastLine == "read 2, new 0, changed 0, unchanged 2, warned 0, refused 0")
        }
    }

    @Test(arguments: Engine.tested)
    func `one changed row is one changed row`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            _ = try await run(list, town)
            let report = try await run(list.replacing("North side", with: "Old town"), town)
            #expect(report.changed == 1 && report.unchanged == 1 && report.new == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `one error refuses the whole list`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let report = try await run(list.replacing(",consent", with: ","), town)
            #expect(report.refused == 1 && report.errors[0].row == 3 && report.errors[0].column == "ground")
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 0)
        }
    }

    @Test func `a dry run tells what would be and leaves nothing`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            #expect(try await run(list, town, isDryRun: true).new == 2)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM households") } == 0)
        }
    }

    @Test(arguments: [("12.03.1985", "around 1985", "birth"), ("Ukrainian:native:yes", "Klingon", "languages"), (",M,", ",maybe,", "gender"),
                      ("consent", "custom", "ground")])
    func `what can't be read is loaded as it stands, with a warning`(_ right: String, _ odd: String, _ column: String) async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let report = try await run(list.replacing(right, with: odd), town)
            #expect(report.new == 2 && report.warned == 1 && report.issues[0].row == 3 && report.issues[0].column == column)
        }
    }

    @Test func `a mapping to a column that is not there refuses the list`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let mapping = try CSVMapping(yaml: "fields:\n  given_name: Vorname\n  ground: Legal basis\n")
            let report = try await HouseholdImport(hub: town.hub).run(
                try CSVTable(Array(list.utf8)), mapping: mapping, name: "list.csv", by: .atTheConsole(of: town.organization), isDryRun: false)
            #expect(report.isRefused && report.errors[0].column == "Vorname")
        }
    }

    @Test(arguments: ["", "fields", "fields: [", "- a\n- b", "\u{0}"])
    func `a mapping that can't be read is a sentence`(_ text: String) {
        #expect(throws: MappingProblem.self) { try CSVMapping(yaml: text) }
    }

    private func run(_ text: String, _ town: TestHub, isDryRun: Bool = false) async throws -> ImportReport {
        let csv = try CSVTable(Array(text.utf8))
        let mapping = try CSVMapping(yaml: CSVMapping.draft(HouseholdImport.fields, header: csv.header)
            .replacing("  # members:", with: "  members: Others"))
        return try await HouseholdImport(hub: town.hub).run(
            csv, mapping: mapping, name: "list.csv", by: .atTheConsole(of: town.organization), isDryRun: isDryRun)
    }
}
