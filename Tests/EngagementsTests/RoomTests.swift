import House
import Identity
import People
import Storage
import Testing
import TestSupport
import Web
@testable import Engagements

@Suite struct RoomTests {
    private static let form = [("program", "class"), ("title", "House by the park"), ("capacity", "8"), ("counted", "people"), ("children", "3"), ("adults", ""), ("seniors", "1")]

    @Test(arguments: Engine.tested)
    func `a coordinator adds places counted in people, and the page says how many are free`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.coordinator)
            #expect(try await desk.post("/offers", Self.form).status == 303)
            let offer = try #require(try await Market(browser.town).refreshed().offers.first)
            #expect(offer.free == 8 && offer.room == Room(all: 8, children: 3, seniors: 1))
            let text = try await desk.get("/offers?lang=en").text
            #expect(text.contains("Counted in people") && text.contains("Children under 18:") && !text.contains("Adults under 65:"))
        }
    }

    @Test(arguments: Engine.tested, [
        ("children", "many", "Write a number from 0 to"), ("seniors", "9", "Write a number from 0 to"), ("adults", "-1", "Write a number from 0 to"),
        ("counted", "households", "Ages count only where"), ("capacity", "501", "Write how many places there are"),
    ])
    func `what can't be counted so is said, and what was typed stays`(_ engine: Engine, _ wrong: (field: String, value: String, words: String)) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let answer = try await browser.as(.coordinator).post("/offers?lang=en", Self.form.map { $0.0 == wrong.field ? ($0.0, wrong.value) : $0 })
            #expect(answer.status == 422 && answer.text.contains(wrong.words) && answer.text.contains("House by the park"))
            #expect(wrong.field == "counted" || answer.text.contains("value=\"\(wrong.value)\""))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM givers") } == 0)
        }
    }

    @Test func `places where nobody of any age could come are none`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let ages = ["children", "adults", "seniors"], form = Self.form.filter { !ages.contains($0.0) } + ages.map { ($0, "0") }
            let answer = try await browser.as(.coordinator).post("/offers?lang=en", form)
            #expect(answer.status == 422 && answer.text.contains("So nobody could come."))
        }
    }

    private static let eastern = ["0": "٠", "1": "١", "2": "٢", "3": "٣", "5": "٥", "6": "۶", "8": "۸", "9": "٩"]

    /// The same in the digits of Arabic and Persian.
    private static func eastern(_ text: String) -> String { text.map { eastern[String($0)] ?? String($0) }.joined() }

    @Test(arguments: Engine.tested)
    func `places, ages and days are read in Arabic and Persian digits, and shown again as they were typed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.coordinator), market = try await Market(browser.town), last = market.today.adding(days: 40)
            let typed = Self.form.map { ($0.0, ["capacity", "children", "seniors"].contains($0.0) ? Self.eastern($0.1) : $0.1) } + [("until", Self.eastern(last.description))]
            let wrong = try await desk.post("/offers?lang=en", typed.map { $0.0 == "capacity" ? ("capacity", Self.eastern("501")) : $0 })
            #expect(wrong.status == 422 && wrong.text.contains("value=\"\(Self.eastern("501"))\"") && wrong.text.contains("value=\"\(Self.eastern("3"))\""))
            #expect(try await desk.post("/offers", typed).status == 303)
            let offer = try #require(try await market.refreshed().offers.first)
            #expect(offer.room == Room(all: 8, children: 3, seniors: 1) && offer.lastDay == last)
            #expect(try await desk.correct("/offers/\(offer.id)/places", [("title", "House by the park"), ("capacity", Self.eastern("9")), ("children", Self.eastern("2"))]).status == 303)
            #expect(try await market.refreshed().offers.first?.room == Room(all: 9, children: 2))
        }
    }

    @Test func `the last day of a hold, and of what is given, is read in digits of any script`() throws {
        let today = Day(number: 20_778), day = today.adding(days: 5), typed = Self.eastern(day.description)
        #expect(typed != day.description && Hold.day(typed, today: today) == day)
        #expect(try OfferEnd.day(typed, on: today) == day)
    }

    @Test func `the points of a policy are read in digits of any script`() {
        let form = PolicyForm(Policy.standard), fields = form.fields.map { (name: $0.name, value: Self.eastern($0.value)) }
        #expect(fields.contains { $0.value.contains("٠") })
        #expect(PolicyForm(Fields(fields)).policy == Policy.standard && PolicyForm(Fields(fields)).problems.isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `a household comes only where everyone has room, with those who are there and those for whom it is kept`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub), desk = try town.desk, house = try await town.places(9, in: "class", room: Room(all: 9, children: 3))
            let four = try await town.need("class"), kept = try await town.need("class", household: Headcount(adults: 3))
            let two = try await town.need("class", household: Headcount(children: 1, adults: 1)), three = try await town.need("class", household: Headcount(adults: 3))
            let family = try await town.need("class", household: Headcount(children: 2, adults: 1))
            try await desk.approve(four, house, by: town.coordinator)
            await #expect(throws: RoundProblem.apart(.noRoom(.children, free: 1, needed: 2))) { try await desk.approve(family, house, by: town.coordinator) }
            try await desk.hold(kept, house, until: desk.today.adding(days: 5), by: town.coordinator)
            await #expect(throws: RoundProblem.apart(.noRoom(nil, free: 2, needed: 3))) { try await desk.approve(three, house, by: town.coordinator) }
            try await desk.approve(two, house, by: town.coordinator)
            await #expect(throws: RoundProblem.full) { try await desk.approve(three, house, by: town.coordinator) }
            try await desk.approve(kept, house, by: town.coordinator)
        }
    }

    @Test(arguments: Engine.tested)
    func `of two who are approved at once for the last room one comes`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub), desk = try town.desk, house = try await town.places(6, in: "class", room: Room(all: 6))
            let needs = [try await town.need("class"), try await town.need("class")]
            let came = await withTaskGroup(of: Bool.self) { group in
                for need in needs { group.addTask { (try? await desk.approve(need, house, by: town.coordinator)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(came == 1)
        }
    }

    private static let small: [(Headcount, Room)] = [
        (Headcount(children: 1), Room(all: 4)), (Headcount(children: 2), Room(all: 9, children: 3)), (Headcount(adults: 1), Room(all: 9, adults: 2)),
        (Headcount(seniors: 1), Room(all: 9, seniors: 0)),
    ]

    @Test(arguments: Engine.tested, small)
    func `the database itself takes nobody in where a place would be too small`(_ engine: Engine, _ small: (more: Headcount, room: Room)) async throws {
        let (more, room) = small
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub), house = try await town.places(room.all, in: "class", room: room)
            let first = try await town.need("class"), second = try await town.need("class", household: more)
            let match = try await Self.match(first, house, Headcount(children: 2, adults: 2), in: town)
            await #expect(throws: StorageProblem.trigger) { try await Self.match(second, house, more, in: town) }
            for fewer: SQL in ["people = 3, children = NULL, adults = NULL, seniors = NULL", "children = 1", "adults = 1", "giver_id = 'another'"] {
                await #expect(throws: StorageProblem.trigger) { try await hub.hub.archive.write { _ = try $0.execute("UPDATE giver_rooms SET \(fewer)") } }
            }
            // Ended, it makes room; and it can't be opened again once that is taken.
            let now = hub.hub.now()
            try await hub.hub.archive.write { try $0.matches.set(.ended, of: match.id, at: now) }
            if room.seniors == 0 { return }
            try await Self.match(second, house, more, in: town)
            await #expect(throws: StorageProblem.trigger) { try await hub.hub.archive.write { try $0.matches.reopen(match.id) } }
        }
    }

    @Test(arguments: Engine.tested)
    func `a match takes the people of its household as they were when it was approved`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub), house = try await town.places(6, in: "class", room: Room(all: 6, children: 2)), need = try await town.need("class")
            try await town.desk.approve(need, house, by: town.coordinator)
            try await hub.hub.archive.write { _ = try $0.execute("UPDATE match_facts SET children = 0 WHERE id = \(need)") }
            let market = try await Market(hub), offer = try #require(try await market.refreshed().offers.first { $0.id == house })
            #expect(offer.room == Room(all: 2, children: 0) && offer.free == 2)
        }
    }

    private static let today = Day(number: 20_778)

    @Test(arguments: [
        (nil, Headcount(children: 1)), (today.adding(days: -17 * 366), Headcount(children: 1)), (today.adding(days: -19 * 366), Headcount(adults: 1)),
        (today.adding(days: -64 * 366), Headcount(adults: 1)), (today.adding(days: -66 * 366), Headcount(seniors: 1)),
    ])
    func `people are counted by the ages that are known, and who may be a child as a child`(_ born: Day?, _ counted: Headcount) {
        #expect(Self.told(born.map { Birth($0) }).household == Headcount(children: counted.children, adults: counted.adults + 1, seniors: counted.seniors))
    }

    @Test func `whose year of birth alone is known is a senior when that is certain`() {
        #expect(Self.told(Birth("\(Self.today.year - 65)")).household.seniors == 0)
        #expect(Self.told(Birth("\(Self.today.year - 66)")).household.seniors == 1)
    }

    /// A household of a head and another.
    private static func told(_ birth: Birth?) -> NeedFacts {
        let head: PersonID = ID(high: 1, low: 1)
        func member(_ id: PersonID, _ birth: Birth?) -> HouseholdTold.Member { .init(id: id, isHead: id == head, birth: birth, gender: .unknown, languages: []) }
        let need = Need(
            id: ID(high: 1, low: 3), organization: ID(high: 1, low: 4), household: ID(high: 1, low: 5), person: head, program: "class", urgency: .soon, genderWish: .any,
            openedOn: today, closing: nil)
        return HouseholdTold(members: [member(head, nil), member(ID(high: 1, low: 2), birth)], district: nil).facts(of: need, times: [], on: today, Gazetteer([]))
    }

    private static let rules = Rules(programs: [.sample], town: "eng", day: today) { _, _, _ in 10 }
    private static let need = NeedFacts.sample.with(household: Headcount(children: 3, adults: 2))

    @Test(arguments: [
        (Room(all: 5), []), (Room(all: 5, children: 3, adults: 2, seniors: 0), []), (Room(all: 4), [Obstacle.noRoom(nil, free: 4, needed: 5)]),
        (Room(all: 9, children: 2), [.noRoom(.children, free: 2, needed: 3)]), (Room(all: 9, adults: 1), [.noRoom(.adults, free: 1, needed: 2)]),
    ])
    func `who does not fit in is kept apart, and the rule says what is too little`(_ room: Room, _ obstacles: [Obstacle]) throws {
        let offer = OfferFacts.sample.with(free: room.all, room: room)
        #expect(Self.rules.obstacles(Self.need, offer) == obstacles)
        #expect(Self.rules.allows(Self.need, offer) == obstacles.isEmpty)
        #expect(try Round(needs: [Self.need], offers: [offer], rules: Self.rules).helped == (obstacles.isEmpty ? 1 : 0))
    }

    @Test(arguments: [
        (Room(all: 4), Headcount(adults: 1)), (Room(all: 0, children: 0), Headcount(children: 3, adults: 2)), (Room(all: 9, children: 1), Headcount(children: 2)),
        (Room(all: 5, adults: 0), Headcount(adults: 2)),
    ])
    func `the nearest change is as much more room as the household lacks`(_ room: Room, _ lacking: Headcount) throws {
        let offer = OfferFacts.sample.with(free: room.all, room: room), round = try Round(needs: [Self.need], offers: [offer], rules: Self.rules)
        #expect(try NearestChange(round: round, need: Self.need, offer: offer).find() == [.room(lacking)])
    }

    @Test func `where others would take the room that is lacking, the nearest change is room for the whole household`() throws {
        let need = Self.need.with(waitingSince: Self.today, urgency: .canWait)
        let other = Self.need.with(id: ID(high: 1, low: 99), urgency: .urgent, household: Headcount(adults: 4)), offer = OfferFacts.sample.with(free: 4, room: Room(all: 4))
        let round = try Round(needs: [need, other], offers: [offer], rules: Self.rules)
        let found = try NearestChange(round: round, need: need, offer: offer).find()
        #expect(found == [.room(Headcount(children: 3, adults: 2))])
    }
}

extension RoomTests {
    @discardableResult
    fileprivate static func match(_ need: NeedID, _ offer: OfferID, _ household: Headcount, in town: RoundTown) async throws -> Match {
        let now = town.hub.now(), id: MatchID = town.hub.newID(), coordinator = town.coordinator
        return try await town.hub.archive.write { db in
            let (offer, giver) = try db.offers.find(offer, visibleTo: coordinator).orNotFound()
            return try db.matches.insert(id, need, offer, of: giver, for: household, by: coordinator.user, at: now)
        }
    }
}
