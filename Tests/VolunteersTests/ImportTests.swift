import House
import Identity
import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct ImportTests {
    private let list = """
        Number,First name,Surname,E-mail,Mobile,Languages spoken,Interests,Availability,Area,T-shirt
        7,Zebulon,Quillfeather,zebulon@quill.example,,English; Arabic: fluent,Mentor;Homework help,Tue evening; Sat 10:00-12:00,Harbor,L
        8,Ottoline,Marsh,,01632 960555,Ukrainian,Conversation partner,weekdays morning,,
        """

    private func mapping(_ table: CSVTable) -> CSVMapping {
        var mapping = CSVMapping(guessedFrom: table.header, fields: VolunteerImport.fields)
        mapping.values["roles"] = ["Homework help": "tutor"]
        return mapping
    }

    @discardableResult
    private func load(_ text: String, into town: TestHub, isDryRun: Bool = false) async throws -> ImportReport {
        let table = try CSVTable(Array(text.utf8))
        return try await VolunteerImport(hub: town.hub).run(table, named: "list.csv", mapping: mapping(table), by: .atTheConsole(of: town.organization), isDryRun: isDryRun)
    }

    @Test(arguments: Engine.tested)
    func `a list is loaded, and nobody in it is cleared`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            #expect(try await load(list, into: browser.town).lastLine == "read 2, new 2, changed 0, unchanged 0, warned 0, refused 0")
            let page = try await browser.as(.coordinator).get("/volunteers").text
            #expect(page.contains("Z. Q.") && page.contains("Tutor for school children") && !page.contains("Cleared"))
            let slots = try await browser.town.hub.archive.read { db in
                try db.rows("SELECT weekday, from_minute, to_minute FROM availability ORDER BY weekday, from_minute").map {
                    [try $0.get("weekday") as Int, try $0.get("from_minute"), try $0.get("to_minute")]
                }
            }
            #expect(slots.count == 7 && slots.contains([6, 600, 720]) && slots.contains([2, 1020, 1260]))
        }
    }

    @Test(arguments: Engine.tested)
    func `the same list again changes nothing`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            try await load(list, into: town)
            #expect(try await load(list, into: town).lastLine == "read 2, new 0, changed 0, unchanged 2, warned 0, refused 0")
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `a changed row changes that person, and keeps what was shown`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await load(list, into: browser.town)
            let changed = list.replacing("Quillfeather", with: "Nightingale").replacing("zebulon@quill.example", with: "z@night.example")
            #expect(try await load(changed, into: browser.town).lastLine == "read 2, new 0, changed 1, unchanged 1, warned 0, refused 0")
            let person = try #require(try await browser.town.hub.archive.read { db in
                try db.value("SELECT person_id FROM contact_ways WHERE kind = 'email' GROUP BY person_id HAVING count(*) = 2") as PersonID?
            })
            let page = try await browser.as(.coordinator).get("/volunteers/\(person)").text
            #expect(page.contains("Zebulon Nightingale") && page.contains("z@night.example") && page.contains("zebulon@quill.example"))
        }
    }

    @Test(arguments: Engine.tested)
    func `who was corrected at the desk stays so, whatever the list goes on saying`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await load(list, into: browser.town)
            let person = try await zebulon(browser.town), desk = try await browser.as(.coordinator), record = "/volunteers/\(person)"
            let fields = [("given", "Zenobia"), ("family", "Quillfeather"), ("born", "1975"), ("language", "fra"), ("level", "native"), ("shown_language", "eng"), ("version", "1")]
            #expect(try await desk.post("\(record)/details", fields).location == record)
            #expect(try await load(list.replacing("Quillfeather", with: "Nightingale").replacing("Harbor", with: "Old town"), into: browser.town).changed == 1)
            let page = try await desk.get(record).text
            #expect(page.contains("Zenobia Quillfeather") && page.contains("French") && page.contains("1975") && page.contains("Old town") && !page.contains("Nightingale"))
            #expect(try await desk.get("/volunteers").text.contains("Z. Q."))
        }
    }

    private func zebulon(_ town: TestHub) async throws -> PersonID {
        try await town.hub.archive.read { try $0.value("SELECT person_id FROM contact_ways WHERE kind = 'email'") as PersonID? }.orNotFound()
    }

    @Test(arguments: Engine.tested)
    func `the year of birth in a list stands with the person, and no longer with the offer`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await load("Number,First name,E-mail,Year of birth\n7,Zebulon,zebulon@quill.example,2010\n", into: browser.town)
            let person = try await zebulon(browser.town), desk = try await browser.as(.coordinator)
            #expect(try await desk.get("/volunteers/\(person)").text.contains("<bdi>2010</bdi>"))
            #expect(try await desk.get("/volunteers/\(person)/details").text.contains("value=\"2010\""))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM persons WHERE birth_date IS NOT NULL") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a year of birth that stands only in older details outlives the list, corrected or not`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = browser.town
            try await load(list, into: town)
            let people = try await town.hub.archive.read { try $0.rows("SELECT person_id FROM applications").map { try $0.get("person_id") as PersonID } }
            for (number, person) in people.enumerated() {
                var details = ApplicationDetails()
                details.birthYear = 1981
                let sealed = try details.sealed(of: person, with: town.hub.keyring), now = town.hub.now()
                try await town.hub.archive.write { db in
                    _ = try db.execute("UPDATE applications SET details = \(sealed) WHERE person_id = \(person)")
                    if number == 0 { _ = try db.execute("UPDATE persons SET corrected_at = \(now) WHERE id = \(person)") }
                }
            }
            #expect(try await load(list.replacing("Harbor", with: "Old town").replacing("weekdays", with: "Mon"), into: town).changed == 2)
            let desk = try await browser.as(.coordinator)
            for person in people { #expect(try await desk.get("/volunteers/\(person)").text.contains("<bdi>1981</bdi>")) }
            // Whose year of birth the list tells has it with the person, and no longer twice.
            let born = "Number,First name,E-mail,Year of birth\n7,Zebulon,zebulon@quill.example,1982\n8,Ottoline,,1982\n"
            #expect(try await load(born, into: town).changed == 2)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons WHERE birth_date IS NOT NULL") } == 1)
            let pages = try await [desk.get("/volunteers/\(people[0])").text, desk.get("/volunteers/\(people[1])").text]
            #expect(pages[0].contains("<bdi>1981</bdi>") && pages[1].contains("<bdi>1982</bdi>"))
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever came with the list reads so in their file`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            try await load(list, into: town)
            let hub = town.hub, reader = Actor(user: hub.newID(), person: try await zebulon(town), organization: town.organization, roles: [.volunteer])
            let sections = try await hub.archive.read(by: reader, for: .ownFile) { db, access in try hub.file(db, &access) }
            #expect(Set(sections.filter { $0.origins.contains(.list) }.map(\.picture)).isSuperset(of: ["person", "hand"]))
        }
    }

    @Test(arguments: Engine.tested)
    func `roles and times that a changed row leaves out stay`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await load(list, into: browser.town)
            let shorter = "Number,First name,Surname,E-mail,Area,Interests\n7,Zebulon,Nightingale,zebulon@quill.example,,\n8,Ottoline,Marsh,o@marsh.example,,"
            #expect(try await load(shorter, into: browser.town).changed == 2)
            let (roles, slots, person) = try await browser.town.hub.archive.read { db in
                (try db.count("SELECT count(*) FROM volunteer_roles"), try db.count("SELECT count(*) FROM availability"),
                 try db.value("SELECT person_id FROM volunteer_roles WHERE role = 'mentor'") as PersonID?)
            }
            #expect(roles == 3 && slots == 7)
            let page = try await browser.as(.coordinator).get("/volunteers/\(try #require(person))").text
            #expect(page.contains("Zebulon Nightingale"))
        }
    }

    @Test func `a dry run changes nothing`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            #expect(try await load(list, into: town, isDryRun: true).new == 2)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 0)
        }
    }

    @Test func `what can't be read is a warning, and is kept as it stands`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let report = try await load(list.replacing("Mentor;", with: "Juggling;").replacing("Tue evening", with: "now and then"), into: browser.town)
            #expect(report.lastLine == "read 2, new 2, changed 0, unchanged 0, warned 1, refused 0")
            #expect(report.issues.map(\.row) == [2, 2] && report.issues.map(\.column) == ["Interests", "Availability"])
            let people = try await browser.town.hub.archive.read { try $0.rows("SELECT person_id FROM applications").map { try $0.get("person_id") as PersonID } }
            var pages = ""
            for person in people { pages += try await browser.as(.coordinator).get("/volunteers/\(person)").text }
            #expect(pages.contains("Juggling") && pages.contains("now and then") && pages.contains("T-shirt"))
        }
    }

    @Test(arguments: [
        ("Zebulon", "", "First name"), ("8,Ottoline", "7,Ottoline", nil), ("8,Ottoline,Marsh,,01632 960555", ",Ottoline,Marsh,,", "Number"),
    ] as [(String, String, String?)])
    func `one wrong row refuses the whole list`(_ right: String, _ wrong: String, _ column: String?) async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let report = try await load(list.replacing(right, with: wrong), into: town)
            #expect(report.refused == 1 && report.errors.first?.column == column)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == 0)
        }
    }

    @Test func `a mapping that names a missing column is an error`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let table = try CSVTable(Array(list.utf8))
            var wrong = mapping(table)
            wrong.columns["place"] = "Quarter"
            let report = try await VolunteerImport(hub: town.hub).run(table, named: "list.csv", mapping: wrong, by: .atTheConsole(of: town.organization), isDryRun: true)
            #expect(report.errors.map(\.column) == ["Quarter"])
        }
    }

    @Test func `the drafted mapping reads back as it was guessed`() throws {
        let table = try CSVTable(Array(list.utf8)), guessed = CSVMapping(guessedFrom: table.header, fields: VolunteerImport.fields)
        let draft = guessed.draft(for: table.header, fields: VolunteerImport.fields)
        #expect(try CSVMapping(yaml: draft) == guessed && draft.contains("kept as they stand: \"T-shirt\""))
        #expect(guessed.columns["family_name"] == "Surname" && guessed.columns["roles"] == "Interests" && guessed.columns["birth_year"] == nil)
    }

    @Test func `the list stands nowhere in clear`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            try await load(list, into: town)
            let stored = try await town.hub.archive.read { db in
                try ["persons", "applications", "contact_ways", "audit_pending"].map { table in
                    try db.rows("SELECT * FROM \(SQL(identifier: table))").map { "\(Mirror(reflecting: $0).children.map(\.value))" }.joined()
                }.joined()
            }
            for typed in ["Zebulon", "Quillfeather", "zebulon@quill.example", "Harbor"] { #expect(!stored.contains(typed)) }
        }
    }
}
