import House
import Identity
import People
import Storage
import Testing
import TestSupport
import Volunteers
import Web
@testable import Engagements

/// Places that an organization gives, corrected.
@Suite struct PlaceChangeTests {
    private static let form = [("title", "House by the park"), ("capacity", "8"), ("children", "3"), ("district", "Old town"), ("times", "2-evening"), ("times", "2-afternoon")]

    @Test(arguments: Engine.tested)
    func `what places are called, how many, where and when is changed, and the next round reads it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), market = try await Market(browser.town)
            let id = try await town.places(3, in: "class"), page = "/offers/\(id)/places"
            #expect(try await desk.get("/offers").text.contains("href=\"\(page)\""))
            #expect(try await desk.correct(page, Self.form).location == "/offers")
            let fact = try #require(try await market.refreshed().offers.first { $0.id == id })
            // Ages count only where people do.
            #expect(fact.free == 8 && fact.room == nil && fact.times == [WeeklySlot(weekday: 2, from: 720, to: 1260)])
            let shown = try await desk.get(page).text
            for words in ["House by the park", "value=\"8\"", "Old town"] { #expect(shown.contains(words)) }
            // Two parts of the week, and that nothing is known of steps.
            #expect(shown.components(separatedBy: " checked").count == 4 && !shown.contains("name=\"children\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `places counted in people take what is typed, but not less than live there`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), market = try await Market(browser.town)
            let id = try await town.places(9, in: "class", room: Room(all: 9, children: 3)), page = "/offers/\(id)/places"
            try await town.desk.approve(try await town.need("class"), id, by: town.coordinator)
            for (field, typed, words) in [("capacity", "3", "or more: so many are taken now"), ("children", "1", "or more: so many are taken now"), ("capacity", "501", "Write how many places there are"), ("title", "", "Write what it is called")] {
                let answer = try await desk.correct("\(page)?lang=en", Self.form.map { $0.0 == field ? (field, typed) : $0 })
                #expect(answer.status == 422 && answer.text.contains(words) && answer.text.contains("Old town") && answer.text.contains("value=\"\(typed)\""))
            }
            #expect(try await market.refreshed().offers.first { $0.id == id }?.room == Room(all: 5, children: 1))
            #expect(try await desk.correct(page, Self.form.map { $0.0 == "children" ? ("children", "2") : $0 }).status == 303)
            #expect(try await market.refreshed().offers.first { $0.id == id }?.room == Room(all: 4, children: 0))
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever looks at a pair or approves it right after places were saved finds them as they are`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator)
            let id = try await town.places(9, in: "class", room: Room(all: 9)), need = try await town.need("class")
            _ = try await town.desk.make(by: town.coordinator)
            #expect(try await desk.correct("/offers/\(id)/places", [("title", "House by the park"), ("capacity", "5")]).status == 303)
            #expect(try await desk.get("/round/needs/\(need)/offers/\(id)?lang=en").text.contains("House by the park"))
            try await town.desk.approve(need, id, by: town.coordinator)
            // Closed ones are in no round, whatever is saved of them.
            #expect(try await desk.post("/offers/\(id)/closure").status == 303)
            #expect(try await desk.correct("/offers/\(id)/places", [("title", "House by the park"), ("capacity", "7")]).status == 303)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM match_facts WHERE id = \(id)") } == 0)
        }
    }

    @Test(arguments: Engine.tested, [nil, Room(all: 9)])
    func `there can't be fewer places than are kept for somebody`(_ engine: Engine, _ room: Room?) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), round = try town.desk
            let id = try await town.places(9, in: "class", room: room), needs = [try await town.need("class"), try await town.need("class")]
            try await round.approve(needs[0], id, by: town.coordinator)
            try await round.hold(needs[1], id, until: round.today.adding(days: 5), by: town.coordinator)
            let least = room == nil ? 2 : 8
            let answer = try await desk.correct("/offers/\(id)/places?lang=en", [("title", "House by the park"), ("capacity", "\(least - 1)")])
            #expect(answer.status == 422 && answer.text.contains("or more: so many are taken now") && answer.text.contains("value=\"\(least - 1)\""))
            #expect(try await desk.correct("/offers/\(id)/places", [("title", "House by the park"), ("capacity", "\(least)")]).status == 303)
            try await round.approve(needs[1], id, by: town.coordinator)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever saves second sees what the first wrote, and loses nothing of their own`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), id = try await town.places(3, in: "class"), page = "/offers/\(id)/places?lang=en"
            let shown = try await desk.placeVersion(page)
            #expect(try await desk.post(page, Self.form + [("version", shown)]).status == 303)
            let second = [("title", "House at the mill"), ("capacity", "8"), ("district", "North side"), ("times", "2-evening"), ("times", "2-afternoon")]
            let answer = try await desk.post(page, second + [("version", shown)])
            #expect(answer.status == 409 && answer.text.contains("Somebody saved these places meanwhile"))
            for words in ["value=\"House at the mill\"", "value=\"North side\"", "House by the park", "Old town"] { #expect(answer.text.contains(words), "\(words)") }
            #expect(!answer.text.contains("as they wrote it: 8") && !answer.text.contains("other times"))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM givers WHERE title = 'House by the park'") } == 1)
            // Saved again from the page that showed both, it stands; the same sent twice is no quarrel.
            let again = try #require(answer.text.placeVersion)
            for _ in 1...2 { #expect(try await desk.post(page, second + [("version", again)]).status == 303) }
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM givers WHERE title = 'House at the mill'") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever saves second does not bring back what they never touched`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), id = try await town.places(3, in: "class"), page = "/offers/\(id)/places?lang=en"
            let shown = try await desk.get(page).text.fields
            #expect(try await desk.post(page, shown.merging(["title": "House by the park"]) { $1 }.sent).status == 303)
            let answer = try await desk.post(page, shown.merging(["capacity": "9"]) { $1 }.sent), second = answer.text.fields
            #expect(answer.status == 409 && second["title"] == "House by the park" && second["capacity"] == "9" && second["was_title"] == "House by the park")
            #expect(answer.text.contains("the rest is as they wrote it") && !answer.text.contains("Places, as they wrote it") && !answer.text.contains("They called it"))
            #expect(try await desk.post(page, second.sent).status == 303)
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM givers WHERE title = 'House by the park' AND capacity = 9") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `another organization, another role and a volunteer's own offer have no such page`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town), id = try await town.places(3, in: "class"), market = try await Market(browser.town)
            let own = try #require(try await market.refreshed().offers.first { $0.id != id }?.id)
            let stranger = try await browser.as(.coordinator, of: browser.town.otherOrganization)
            for (who, offer, status) in [(stranger, id, 404), (try await browser.as(.caseWorker), id, 403), (try await browser.as(.coordinator), own, 404)] {
                #expect(try await who.get("/offers/\(offer)/places").status == status)
                #expect(try await who.post("/offers/\(offer)/places", Self.form).status == status)
            }
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM givers WHERE title = 'House by the park'") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `of places taken back none is given that was not free, whatever its number`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub), place = try await town.places(2, in: "class"), now = hub.hub.now()
            try await town.desk.approve(try await town.need("class"), place, by: town.coordinator)
            try await town.desk.approve(try await town.need("class"), place, by: town.coordinator)
            let need = try await town.need("class")
            await #expect(throws: RoundProblem.full) {
                try await hub.hub.archive.write { db in
                    _ = try db.execute("UPDATE matches SET status = 'ended', closed_at = \(now) WHERE place = 1")
                    let (offer, giver) = try db.offers.find(place, visibleTo: town.coordinator).orNotFound()
                    try db.offers.setCapacity(1, of: giver.id, at: now)
                    var fewer = giver
                    fewer.capacity = 1
                    _ = try db.matches.insert(hub.hub.newID(), need, offer, of: fewer, by: town.coordinator.user, at: now)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `in their own file people read as how many they are counted`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub), house = try await town.places(9, in: "class", room: Room(all: 9)), need = try await town.need("class")
            try await town.desk.approve(need, house, by: town.coordinator)
            let person: PersonID = try await hub.hub.archive.read { try $0.value("SELECT person_id FROM needs WHERE id = \(need)") }.orNotFound()
            #expect(try await hub.askedFor(person).contains("Counted where places are for people: Children under 18: 2 · Adults under 65: 2"))
        }
    }
}

extension Browser {
    /// Corrects places from the page as it stands.
    func correct(_ page: String, _ fields: [(String, String)]) async throws -> Answer { try await post(page, fields + [("version", placeVersion(page))]) }

    func placeVersion(_ page: String) async throws -> String { try #require(try await get(page).text.placeVersion) }
}

extension String {
    fileprivate var placeVersion: String? { firstMatch(of: /name="version" value="(\d+)"/).map { String($0.output.1) } }
}
