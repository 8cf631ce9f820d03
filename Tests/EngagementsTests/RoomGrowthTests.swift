import House
import Identity
import Storage
import TestSupport
import Testing
import Volunteers
@testable import Engagements
@testable import People

/// Households that grow, or get smaller, where they live at places counted in people.
@Suite struct RoomGrowthTests {
    private static let child = Birth("2020-01-01")

    private static func add(_ born: String, to family: HouseholdID, _ market: Market, _ hub: Hub) async throws {
        var form = MemberForm()
        (form.given, form.born) = ("Canarybaby", born)
        try await People(hub: hub).add(form, to: family, by: market.desk)
    }

    /// A house with a family of three, through the hub's own hands.
    private struct House {
        let browser: Browser, town: RoundTown, market: Market
        let id: OfferID, family: HouseholdID, need: NeedID

        init(_ browser: Browser, _ room: Room, children: Int = 2) async throws {
            (self.browser, town, market) = (browser, try await RoundTown(browser.town), try await Market(browser.town))
            id = try await town.places(room.all, in: "class", room: room)
            family = try await market.household(children: Array(repeating: child, count: children))
            need = try await market.open("class", for: family)
            try await town.desk.approve(need, id, by: town.coordinator)
        }

        func add(born: String = "2021") async throws {
            try await RoomGrowthTests.add(born, to: family, market, town.hub)
        }

        func counted() async throws -> Headcount {
            try await town.hub.archive.read { [need] in try $0.matches.guests(of: [need]).first.orNotFound() }
        }
    }

    @Test(arguments: Engine.tested)
    func `a family that grows stays, is counted as it is, and nobody else comes until there is room again`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let house = try await House(browser, Room(all: 5)), desk = try await browser.as(.coordinator), round = try house.town.desk
            #expect(try await house.counted() == Headcount(children: 2, adults: 1))
            #expect(!(try await desk.get("/desk?lang=en").text.contains("than there are places")))
            for _ in 0..<3 { try await house.add() }
            #expect(try await house.counted() == Headcount(children: 5, adults: 1))
            let small = try await house.town.need("class", household: Headcount(adults: 1))
            #expect(try await house.market.refreshed().offers.first { $0.id == house.id }?.room == Room(all: 0, isOverfull: true))
            await #expect(throws: RoundProblem.apart(.overfull)) { try await round.approve(small, house.id, by: house.town.coordinator) }
            await #expect(throws: RoundProblem.apart(.overfull)) { try await round.hold(small, house.id, until: round.today.adding(days: 3), by: house.town.coordinator) }
            #expect(try await desk.get("/round/needs/\(small)/offers/\(house.id)?lang=en").text.contains("More people are counted there than there are places"))
            let item = try await desk.get("/desk?lang=en").text
            #expect(item.contains("More people live at") && item.contains("Evening class") && item.contains("href=\"/offers/\(house.id)/places\""))
            #expect(try await desk.get("/offers?lang=en").text.contains("More people are counted there"))
            let page = try await desk.get("/offers/\(house.id)/places?lang=en").text
            #expect(page.contains("More people are counted here than there are places"))
            // What is not about room can be put right meanwhile, and more places clear it.
            func change(_ count: String) async throws -> Int { try await desk.correct("/offers/\(house.id)/places", [("title", "House by the park"), ("capacity", count)]).status }
            #expect(try await change("4") == 422)
            #expect(try await change("5") == 303)
            #expect(try await change("7") == 303)
            try await round.approve(small, house.id, by: house.town.coordinator)
            #expect(!(try await desk.get("/desk?lang=en").text.contains("More people live at")))
        }
    }

    @Test(arguments: Engine.tested, [Room(all: 9, children: 2), Room(all: 3)])
    func `the database lets a match that is there grow, and nobody else come`(_ engine: Engine, _ room: Room) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let house = try await House(browser, room), town = house.town, now = town.hub.now(), id: MatchID = town.hub.newID(), coordinator = town.coordinator, offer = house.id
            let other = try await town.need("class", household: Headcount(adults: 1))
            try await house.add()
            #expect(try await house.counted() == Headcount(children: 3, adults: 1))
            await #expect(throws: StorageProblem.trigger) {
                _ = try await town.hub.archive.write { db in
                    let (offer, giver) = try db.offers.find(offer, visibleTo: coordinator).orNotFound()
                    var more = giver
                    more.capacity = 500
                    return try db.matches.insert(id, other, offer, of: more, for: Headcount(adults: 1), by: coordinator.user, at: now)
                }
            }
            // It is taken on and ended as any other; only begun again it is not while there is no room.
            try await town.hub.archive.write { db in
                let match: MatchID = try db.value("SELECT id FROM matches").orNotFound()
                try db.matches.set(.accepted, of: match, at: now)
                try db.matches.set(.ended, of: match, at: now)
            }
            await #expect(throws: StorageProblem.trigger) {
                try await town.hub.archive.write { db in try db.matches.reopen(db.value("SELECT id FROM matches").orNotFound()) }
            }
            for change: SQL in ["children = NULL, adults = NULL, seniors = NULL, closed_at = NULL", "closed_at = NULL"] {
                await #expect(throws: StorageProblem.trigger) { try await town.hub.archive.write { _ = try $0.execute("UPDATE matches SET \(change)") } }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a list that tells of more people counts them, too`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub), house = try await town.places(4, in: "class", room: Room(all: 4, children: 2))
            func run(_ others: String) async throws {
                let csv = try CSVTable(Array("Case no,First name,DOB,Sex,Language,Area,Others,Needs,Urgency,Legal basis\n1,Amal,1990-05-31,F,Arabic,North side,\(others),English class,urgent,public task\n".utf8))
                let report = try await HouseholdImport(hub: hub.hub).run(
                    csv, mapping: CSVMapping(guessedFrom: csv.header, fields: HouseholdImport.fields), name: "list.csv", by: .atTheConsole(of: hub.organization), isDryRun: false)
                #expect(report.refused == 0 && report.new + report.changed == 1)
            }
            try await run("Sami 2015 boy")
            let need: NeedID = try await hub.hub.archive.read { try $0.value("SELECT id FROM needs") }.orNotFound()
            try await town.desk.approve(need, house, by: town.coordinator)
            try await run("Sami 2015 boy; Lina 2016 girl; Huda 2017 girl")
            #expect(try await hub.hub.archive.read { try $0.matches.guests(of: [need]) } == [Headcount(children: 3, adults: 1)])
            let small = try await town.need("class", household: Headcount(adults: 1))
            await #expect(throws: RoundProblem.apart(.overfull)) { try await town.desk.approve(small, house, by: town.coordinator) }
        }
    }

    @Test(arguments: Engine.tested)
    func `a list that tells of the same people leaves the ages of those alone whom the desk added`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), hub = town.hub, house = try await town.places(4, in: "class", room: Room(all: 4, children: 1))
            func run(_ area: String) async throws {
                let csv = try CSVTable(Array("Case no,First name,DOB,Sex,Language,Area,Needs,Urgency,Legal basis\n1,Amal,1990-05-31,F,Arabic,\(area),English class,urgent,public task\n".utf8))
                _ = try await HouseholdImport(hub: hub).run(
                    csv, mapping: CSVMapping(guessedFrom: csv.header, fields: HouseholdImport.fields), name: "list.csv", by: .atTheConsole(of: browser.town.organization), isDryRun: false)
            }
            try await run("North side")
            let family: String = try await hub.archive.read { try $0.value("SELECT id FROM households") }.orNotFound()
            let worker = try await browser.as(.caseWorker)
            #expect(try await worker.post("/households/\(family)/worker", []).status == 303)
            for born in ["1988", "1989"] { #expect(try await worker.post("/households/\(family)/members", [("given", "Omar"), ("born", born)]).status == 303) }
            let need: NeedID = try await hub.archive.read { try $0.value("SELECT id FROM needs") }.orNotFound()
            try await town.desk.approve(need, house, by: town.coordinator)
            try await run("Harbor")
            #expect(try await hub.archive.read { try $0.matches.guests(of: [need]) } == [Headcount(adults: 3)])
        }
    }

    @Test(arguments: Engine.tested)
    func `whose data is not used still counts, as one of whom nothing is known`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let house = try await House(browser, Room(all: 9)), hub = house.town.hub, now = hub.now(), family = house.family
            let child: PersonID = try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE household_id = \(family) AND NOT is_head ORDER BY id LIMIT 1") }.orNotFound()
            try await hub.archive.write(by: Actor.program(of: browser.town.organization), for: .dataProtection) { db, access in try access.restrict(child, at: now) }
            try await house.add()
            #expect(try await house.counted() == Headcount(children: 3, adults: 1))
        }
    }

    @Test(arguments: Engine.tested)
    func `who has grown before the hub counted so is counted as it knows them`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let house = try await House(browser, Room(all: 9, children: 2)), hub = house.town.hub, need = house.need
            func migrate() async throws { try await hub.archive.write { db in _ = try db.execute(Migration.roomGrowth.statements(for: db.engine).last.orNotFound()) } }
            try await hub.archive.write { _ = try $0.execute("UPDATE match_facts SET children = 0 WHERE id = \(need)") }
            try await migrate()
            #expect(try await house.counted() == Headcount(children: 2, adults: 1))
            try await hub.archive.write { _ = try $0.execute("UPDATE match_facts SET people = 5, children = 3 WHERE id = \(need)") }
            try await migrate()
            #expect(try await house.counted() == Headcount(children: 3, adults: 2))
        }
    }

    @Test(arguments: Engine.tested)
    func `of a proposal for places that became too small the round says so, and a new one makes none`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let house = try await House(browser, Room(all: 6, children: 4)), town = house.town, desk = try await browser.as(.coordinator)
            let other = try await town.need("class", household: Headcount(adults: 2))
            #expect(try await desk.post("/round").status == 303)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM proposals WHERE need_id = \(other) AND offer_id = \(house.id)") } == 1)
            for _ in 0..<3 { try await house.add() }
            #expect(try await desk.get("/round?lang=en").text.contains("More people are counted there than there are places"))
            #expect(try await desk.post("/round").status == 303)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM proposals WHERE need_id = \(other) AND offer_id = \(house.id)") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is kept for a family that grows leaves no room for others`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), market = try await Market(browser.town), round = try town.desk
            let place = try await town.places(4, in: "class", room: Room(all: 4, children: 2)), family = try await market.household(children: [Self.child, Self.child])
            let need = try await market.open("class", for: family), other = try await town.need("class", household: Headcount(adults: 1))
            try await round.hold(need, place, until: round.today.adding(days: 5), by: town.coordinator)
            try await Self.add("2021", to: family, market, town.hub)
            await #expect(throws: RoundProblem.apart(.overfull)) { try await round.approve(other, place, by: town.coordinator) }
            #expect(try await round.solve(for: browser.town.organization).offers.first { $0.id == place }?.room?.isOverfull == true)
        }
    }

    @Test(arguments: Engine.tested, [false, true])
    func `a family of whom one is erased makes room again`(_ engine: Engine, _ isRestricted: Bool) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let house = try await House(browser, Room(all: 4)), town = house.town, hub = town.hub, now = hub.now(), family = house.family
            for _ in 0..<2 { try await house.add() }
            let child: PersonID = try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE household_id = \(family) AND NOT is_head ORDER BY id LIMIT 1") }.orNotFound()
            let program = Actor.program(of: town.town.organization)
            if isRestricted { try await hub.archive.write(by: program, for: .dataProtection) { db, access in try access.restrict(child, at: now) } }
            _ = try await hub.archive.write(by: program, for: .dataProtection) { db, access in try hub.erase(child, in: db, &access, at: now) }
            #expect(try await house.counted() == Headcount(children: 3, adults: 1))
            #expect(try await house.market.refreshed().offers.first { $0.id == house.id }?.room == Room(all: 0))
            #expect(!(try await browser.as(.coordinator).get("/desk?lang=en").text.contains("More people live at")))
        }
    }

    @Test(arguments: [
        (Headcount(children: 2, adults: 1), false, Headcount(children: 1, adults: 1)), (Headcount(children: 2, adults: 1), true, Headcount(children: 2)),
        (Headcount(children: 2, adults: 2), false, Headcount(children: 2, adults: 1)), (Headcount(children: 1, seniors: 2), false, Headcount(children: 1, seniors: 1)),
        (Headcount(adults: 1, seniors: 1), true, Headcount(seniors: 1)), (Headcount(children: 2), true, Headcount(children: 1)),
    ])
    func `of whose age nothing is known, a grown person is taken off first`(_ family: Headcount, _ isHead: Bool, _ left: Headcount) {
        #expect(family.less(head: isHead) == left)
    }
}
