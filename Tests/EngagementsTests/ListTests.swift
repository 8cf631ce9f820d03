import Engagements
import House
import Identity
import People
import Storage
import Testing
import TestSupport

@Suite struct ListTests {
    private let list = """
        Case no,First name,DOB,Sex,Language,Area,Others,Needs,Urgency,Constraints,When,Legal basis
        1,Amal,1990-05-31,F,Arabic,North side,Sami 2015 boy,Mentor; English class,urgent,woman only,Tue evening; Sat 10:00-12:00,public task
        2,Oleksii,1985,M,Ukrainian,Harbor,,yodeling,soon,no stairs,some day,public task
        3,Yonas,1980,M,Tigrinya,Harbor,,Legal advice,,,,public task

        """

    private func run(_ text: String, _ town: TestHub, isDryRun: Bool = false) async throws -> ImportReport {
        let csv = try CSVTable(Array(text.utf8))
        return try await HouseholdImport(hub: town.hub).run(
            csv, mapping: CSVMapping(guessedFrom: csv.header, fields: HouseholdImport.fields), name: "list.csv", by: .atTheConsole(of: town.organization), isDryRun: isDryRun)
    }

    private func needs(_ town: TestHub, _ condition: SQL = "1 = 1") async throws -> Int {
        try await town.hub.archive.read { try $0.count("SELECT count(*) FROM needs WHERE \(condition)") }
    }

    @Test(arguments: Engine.tested)
    func `needs of a list are opened with their urgency, wish and times`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let report = try await run(list, town), organization = town.organization
            #expect(report.lastLine == "read 3, new 3, changed 0, unchanged 0, warned 1, refused 0", "\(report.issues)")
            #expect(try await needs(town) == 3)
            let facts = try await town.hub.archive.read { try $0.facts.read(organization).needs }
            #expect(Set(facts.map(\.program)) == ["mentoring", "class"])
            for fact in facts {
                #expect(fact.urgency == .urgent && fact.wish == .woman && fact.times.map(\.weekday) == [2, 6] && fact.hasChildren && fact.people == 2)
                #expect(fact.gender == .woman && fact.languages == ["arb": .native])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the same list again opens nothing, and a dry run neither`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            _ = try await run(list, town, isDryRun: true)
            #expect(try await needs(town) == 0)
            _ = try await run(list, town)
            #expect(try await run(list, town).unchanged == 3)
            #expect(try await needs(town) == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `a changed row changes the need; what the desk closed stays closed`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            _ = try await run(list, town)
            try await town.hub.archive.write { _ = try $0.execute("UPDATE needs SET closing = 'met', closed_at = '2026-11-21T12:00:00.000Z' WHERE program = 'class'") }
            #expect(try await run(list.replacing("urgent", with: "can wait"), town).changed == 1)
            #expect(try await needs(town) == 3)
            #expect(try await needs(town, "urgency = 0 AND program = 'mentoring'") == 1)
            #expect(try await needs(town, "closing = 'met'") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what a disability asks for is read from a list as well, stays where a list says nothing of it, and is never taken for nothing`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let organization = town.organization, plain = "Case no,First name,Needs,Legal basis\n1,Amal,Mentor,public task\n2,Yonas,Mentor,public task\n3,Oleksii,Mentor,public task\n"
            var lines = plain.split(separator: "\n").map(String.init)
            for (place, cell) in ["Disability", "step-free", "no", "no long ways"].enumerated() { lines[place] += ",\(cell)" }
            let list = lines.joined(separator: "\n") + "\n"
            func told() async throws -> [String] { try await town.hub.archive.read { try $0.facts.read(organization) }.needs.map(\.access.rawValue).sorted() }
            #expect(try await run(plain, town).new == 3)
            #expect(try await told() == ["none", "none", "none"])
            let report = try await run(list, town)
            #expect(report.changed == 3 && report.issues.map { "\($0.row ?? 0) \($0.column ?? "")" } == ["4 access"], "\(report.issues)")
            #expect(try await told() == ["none", "other", "step_free"])
            #expect(try await run(list, town).unchanged == 3)
            _ = try await run(plain, town)
            #expect(try await told() == ["none", "other", "step_free"])
        }
    }

    @Test func `what can't be read is told by row and column, and kept as it stands`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let issues = try await run(list, town).issues
            #expect(Set(issues.map { "\($0.row ?? 0) \($0.column ?? "")" }) == ["3 need", "3 times"])
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons WHERE extra IS NOT NULL") } == 1)
        }
    }
}

@Suite struct PlaceImportTests {
    private let list = "Name,Postcode,Lat,Lon,Other names\nNorth side,ZZ99 2AA,54.06,-2.80,Northside;الشمال\nHarbor,,54.04,-2.81,\n"

    private func run(_ text: String, _ town: TestHub, isDryRun: Bool = false) async throws -> ImportReport {
        let csv = try CSVTable(Array(text.utf8))
        return try await PlaceImport(hub: town.hub).run(
            csv, mapping: CSVMapping(guessedFrom: csv.header, fields: PlaceImport.fields), name: "places.csv", by: .atTheConsole(of: town.organization), isDryRun: isDryRun)
    }

    @Test(arguments: Engine.tested)
    func `a gazetteer is taken in once, and one changed row is one changed place`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            #expect(try await run(list, town, isDryRun: true).new == 2)
            #expect(try await run(list, town).lastLine == "read 2, new 2, changed 0, unchanged 0, warned 0, refused 0")
            #expect(try await run(list, town).unchanged == 2)
            #expect(try await run(list.replacing("54.04", with: "54.05"), town).changed == 1)
            let gazetteer = try await town.hub.archive.read { try Gazetteer($0) }
            #expect(gazetteer.point(of: "harbor") == Point(latitude: 54.05, longitude: -2.81) && gazetteer.point(of: "الشمال") != nil)
        }
    }

    @Test(arguments: [("54.06", "north"), ("54.06", "95"), ("-2.80", ""), ("-2.80", "200"), ("Harbor,,", ",,"), ("Harbor,,", "North side,ZZ99 2AA,")])
    func `one error refuses the whole list`(_ right: String, _ wrong: String) async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let report = try await run(list.replacing(right, with: wrong), town)
            #expect(report.refused == 1 && report.new == 0)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM places") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a gazetteer that comes later gives known needs and offers their place`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let market = try await Market(town)
            try await market.open("mentoring", for: market.household())
            try await market.volunteer(["mentor"])
            let before = try await market.refreshed()
            #expect(before.needs[0].place == nil && before.offers[0].place == nil)
            _ = try await run(list, town)
            let after = try await market.refreshed()
            #expect(after.needs[0].place == Point(latitude: 54.06, longitude: -2.8) && after.offers[0].place == after.needs[0].place)
        }
    }
}
