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
    func `who was corrected at the desk stays so, whatever the list goes on saying`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            _ = try await run(list, town)
            let hub = town.hub, organization = town.organization
            let amal: PersonID = try #require(try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE is_head AND source_key IS NOT NULL ORDER BY id") as PersonID? })
            let before = try await hub.archive.read { try $0.persons.find([amal], visibleTo: Actor.program(of: organization)).first }
            let corrected = try SealedPerson(PersonDetails(givenName: "Amale"), id: amal, organization: organization, with: hub)
            try await hub.archive.write { _ = try $0.execute("UPDATE persons SET given_name = \(corrected.givenName), corrected_at = \(hub.now()) WHERE id = \(amal)") }
            let report = try await run(list.replacing("07700 900123", with: "07700 900199").replacing("+447700900124", with: "+447700900198"), town)
            #expect(report.changed == 2 && report.new == 0)
            let after = try #require(try await hub.archive.read { try $0.persons.find([amal], visibleTo: Actor.program(of: organization)).first })
            #expect(try hub.keyring.open(after.givenName, row: amal.text, of: amal) == "Amale" && after.familyName == before?.familyName)
            let ways = try await hub.archive.read { try $0.count("SELECT count(*) FROM contact_ways WHERE person_id = \(amal)") }
            #expect(ways == 1)
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
            let mapping = try CSVMapping(yaml: "columns:\n  given_name: Vorname\n  ground: Legal basis\n")
            let report = try await HouseholdImport(hub: town.hub).run(
                try CSVTable(Array(list.utf8)), mapping: mapping, name: "list.csv", by: .atTheConsole(of: town.organization), isDryRun: false)
            #expect(report.isRefused && report.errors[0].column == "Vorname")
        }
    }

    @Test(arguments: Engine.tested)
    func `a list that is stopped half way leaves nothing`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let csv = try CSVTable(Array(list.utf8)), mapping = CSVMapping(guessedFrom: csv.header, fields: HouseholdImport.fields)
            await #expect(throws: CancellationError.self) {
                _ = try await HouseholdImport(hub: town.hub).run(csv, mapping: mapping, name: "list.csv", by: .atTheConsole(of: town.organization), isDryRun: false) { done, all in
                    if done == all { throw CancellationError() }
                }
            }
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") + $0.count("SELECT count(*) FROM households") } == 0)
            #expect(try await run(list, town).new == 2)
        }
    }

    @Test(arguments: ["", "columns", "columns: [", "- a\n- b", "\u{0}"])
    func `a mapping that can't be read is a sentence`(_ text: String) {
        #expect(throws: MappingProblem.self) { try CSVMapping(yaml: text) }
    }

    @Test(arguments: Engine.tested)
    func `nothing of the list stands in clear, names of members neither`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            _ = try await run(list, town)
            let text = try await town.hub.archive.read { db in
                try db.rows("SELECT source_key, source_mac FROM persons").map { "\(try $0.get("source_key") as String) \(try $0.get("source_mac") as String)" }.joined()
                    + db.rows("SELECT source_key FROM households").map { try $0.get("source_key") as String }.joined()
            }
            for canary in ["Amal", "Haddad", "Sami", "Lina", "1990", "2015", "Олексій"] { #expect(!text.contains(canary), "\(canary)") }
        }
    }

    @Test(arguments: Engine.tested, [
        ("Amal,Haddad", "Amel,Haddad"), ("Олексій", "Олексiй"), ("1990-05-31", "1991"), ("North side", "Harbor"), ("public task", "consent"),
        ("Sami 2015 boy", "Sami 2014 boy"), ("; Lina 1992 woman", ""),
    ])
    func `one edit of a list is one changed row, and makes nobody twice`(_ engine: Engine, _ edit: (String, String)) async throws {
        try await withHub(on: engine) { (town) async throws in
            _ = try await run(list, town)
            let edited = list.replacing(edit.0, with: edit.1)
            let dry = try await run(edited, town, isDryRun: true), real = try await run(edited, town)
            #expect(dry == real && real.changed == 1 && real.unchanged == 1 && real.new == 0)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons WHERE is_head") } == 2)
            #expect(try await run(edited, town).unchanged == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `a case worker who comes later is taken on from the same list`(_ engine: Engine) async throws {
        let list = "Case no,First name,Legal basis,Case worker\n1,Amal,public task,grace@port-selby.example\n"
        try await withHub(on: engine) { (town) async throws in
            #expect(try await run(list, town).warned == 1)
            try await town.addCaseWorker("grace@port-selby.example")
            #expect(try await run(list, town).changed == 1)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM households WHERE worker_id IS NOT NULL") } == 1)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM care_changes WHERE kind = 'listed'") } == 1)
        }
    }

    @Test func `two members of one name and year are told, not half loaded`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let report = try await run(list.replacing("Lina 1992 woman", with: "Sami 2015 boy"), town)
            #expect(report.refused == 1 && report.errors[0].column == "members")
        }
    }

    private func run(_ text: String, _ town: TestHub, isDryRun: Bool = false) async throws -> ImportReport {
        let csv = try CSVTable(Array(text.utf8))
        let guessed = CSVMapping(guessedFrom: csv.header, fields: HouseholdImport.fields)
        // As a person would find it in the file: drafted, written, read again.
        let mapping = try CSVMapping(yaml: guessed.draft(for: csv.header, fields: HouseholdImport.fields))
        return try await HouseholdImport(hub: town.hub).run(
            csv, mapping: mapping, name: "list.csv", by: .atTheConsole(of: town.organization), isDryRun: isDryRun)
    }
}

@Suite struct HouseholdImportPageTests {
    private let csv = "Case no,First name,Legal basis\n1,Amal,public task\n2,Yonas,consent\n"

    @Test(arguments: Engine.tested)
    func `a list is looked at first, then taken in`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker)
            let seen = try await desk.upload("/imports/households", file: csv)
            #expect(seen.status == 200 && seen.text.contains("Nothing has been changed yet."))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 0)
            let place = "/imports/households/runs/\(try #require(seen.importRun))"
            let fields = [("mapped", "yes"), ("column_given_name", "First name"), ("column_household", "Case no"), ("column_ground", "Legal basis"), ("action", "import")]
            #expect(try await desk.settled(try await desk.post(place, fields)).text.contains("The list was taken in."))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM persons WHERE source_key IS NOT NULL") } == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `two clicks at once take it in once, and so does the same file from another window`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), place = "/imports/households/runs/\(try #require(try await desk.upload("/imports/households", file: csv).importRun))"
            async let first = desk.post(place, [("action", "import")]), second = desk.post(place, [("action", "import")]), other = desk.bring("households", file: csv)
            for answer in try await [first, second] { #expect(try await desk.settled(answer).text.contains("The list was taken in.")) }
            #expect(try await other.text.contains("The list was taken in."))
            #expect(try await desk.post(place, [("action", "import")]).status == 303)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM households") } == 2)
        }
    }

    @Test func `a list that nobody went on with is gone after half an hour, and the page leads back`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), place = "/imports/households/runs/\(try #require(try await desk.upload("/imports/households", file: csv).importRun))"
            browser.town.clock.advance(by: 1790)
            #expect(try await desk.get(place).status == 200)
            browser.town.clock.advance(by: 20)
            for answer in [try await desk.get(place), try await desk.post(place, [("action", "import")])] {
                #expect(answer.status == 404 && answer.text.contains("This list is not here any more") && answer.text.contains("href=\"/imports/households\""))
            }
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM households") } == 0)
        }
    }

    @Test(arguments: [("fr", "Avertissement"), ("uk", "Попередження"), ("ar", "تنبيه")])
    func `what is odd is said in the reader's language`(_ language: String, _ word: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            var desk = try await browser.as(.caseWorker)
            desk.cookies["lang"] = language
            let page = try await desk.upload("/imports/households", file: "First name,Birth,Legal basis\nAmal,long ago,public task\n").text
            #expect(page.contains(word) && page.contains("<bdi>1990-05-31</bdi>") && !page.contains("kept as it stands") && !page.contains("<span lang=\"en\""))
        }
    }

    @Test(arguments: ["", "\n", "a,a\n1,2\n", "\"open\n", "only,a header\n"])
    func `a file that is no list is told so`(_ text: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            #expect(try await browser.as(.caseWorker).upload("/imports/households", file: text).status == 422)
        }
    }

    @Test func `errors are shown by row and column, and nothing is taken in`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let page = try await browser.as(.caseWorker).upload("/imports/households", file: csv.replacing("consent", with: ""))
            #expect(page.text.contains("With these errors nothing can be taken in.") && page.text.contains("Say on what legal ground"))
        }
    }
}
