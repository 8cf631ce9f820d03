import Engagements
import House
import Testing
import TestSupport

@Suite struct GazetteerTests {
    private static let north = Point(latitude: 54.06, longitude: -2.80), harbor = Point(latitude: 54.045, longitude: -2.815)
    private static let gazetteer = Gazetteer([
        Place(name: "North side", postcode: "ZZ99 2AA", otherNames: ["الجانب الشمالي", "Northside"], latitude: 54.06, longitude: -2.80),
        Place(name: "Harbor", postcode: "ZZ99 1AA", otherNames: ["Harbour", "The docks"], latitude: 54.045, longitude: -2.815),
        Place(name: "High Street", postcode: "ZZ99 3AA", latitude: 54.05, longitude: -2.79),
        Place(name: "High Street", postcode: "ZZ99 4AA", latitude: 54.08, longitude: -2.70),
        Place(name: "Milltown", latitude: 54.0, longitude: -2.7), Place(name: "Hilltown", latitude: 54.1, longitude: -2.9),
    ].compactMap { $0 })

    @Test(arguments: ["North side", "north SIDE", " North  side ", "zz99 2aa", "ZZ992AA", "Northside", "الجانب الشمالي", "Nort side", "North sde", "12 Elm Road, North side"])
    func `a place is found by its names, its postcode, and in spite of a slip`(_ text: String) {
        #expect(Self.gazetteer.point(of: text) == Self.north)
    }

    @Test(arguments: ["High Street", "Nowhere", "", "Nor", "Billtown", "South side", "Hill"])
    func `what is not known, or could be two places, has no distance`(_ text: String) {
        #expect(Self.gazetteer.point(of: text) == nil)
    }

    @Test func `what is not said has no distance`() { #expect(Self.gazetteer.point(of: nil) == nil) }

    @Test func `an exact name comes before one that is nearly the same`() {
        let two = Gazetteer([Place(name: "Harbor", latitude: 1, longitude: 1), Place(name: "Harbour", latitude: 2, longitude: 2)].compactMap { $0 })
        #expect(two.point(of: "Harbour") == Point(latitude: 2, longitude: 2))
    }

    @Test(arguments: [(91.0, 0.0), (0, 181), (.nan, 0), (0, .infinity)])
    func `a place that is nowhere on Earth is none`(_ latitude: Double, _ longitude: Double) {
        #expect(Place(name: "X", latitude: latitude, longitude: longitude) == nil)
    }
}

@Suite struct PaceTests {
    private let start = Point(latitude: 54.0, longitude: -2.8)
    /// 3 kilometers to the north, and a little.
    private var end: Point { Point(latitude: 54.0 + 3 / 111.195, longitude: -2.8) }

    @Test(arguments: [("walk", 53), ("bicycle", 19), ("bus", 27), ("car", 15)])
    func `minutes follow from the speed, the wait and the detour`(_ way: String, _ minutes: Int) {
        // 3 km straight are 3.9 km of way: just over 52 min at 4.5 km/h; 18 at 13; 16.7 at 14 and 10 of waiting; 9.4 at 25 and 5.
        #expect(Pace().minutes(from: start, to: end, by: [way]) == minutes)
    }

    @Test func `the quickest way counts`() { #expect(Pace().minutes(from: start, to: end, by: ["walk", "car"]) == 15) }

    @Test func `whoever named no way walks or takes the bus`() { #expect(Pace().minutes(from: start, to: end, by: []) == 27) }

    @Test func `an unknown place is unknown, not near`() {
        #expect(Pace().minutes(from: nil, to: end, by: ["car"]) == nil && Pace().minutes(from: start, to: nil, by: ["car"]) == nil)
    }

    @Test func `the line around the ball is right`() {
        // London to Paris, 344 km by the great circle.
        let kilometers = Point(latitude: 51.5074, longitude: -0.1278).kilometers(to: Point(latitude: 48.8566, longitude: 2.3522))
        #expect((343...345).contains(kilometers))
    }

    @Test func `a slower town is farther`() throws {
        let slow = try #require(Pace().changed(by: "walk=3 detour=1.5"))
        #expect(try #require(slow.minutes(from: start, to: end, by: ["walk"])) == 91)
    }

    @Test(arguments: ["walk=0", "walk=-1", "run=9", "walk", "walk=fast", "detour=0.5", "bus=inf"])
    func `a pace that makes no sense is refused`(_ text: String) { #expect(Pace().changed(by: text) == nil) }

    @Test(arguments: Engine.tested)
    func `the pace is a setting that stays`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            var settings = town.hub.settings.value
            settings.pace = try #require(settings.pace.changed(by: "bus_wait=12 car=30"))
            settings.townLanguage = "deu"
            try await town.hub.save(settings)
            let stored = try await town.hub.archive.read { try SettingsStore(db: $0).load() }
            #expect(stored.pace == settings.pace && stored.pace.busWait == 12 && stored.townLanguage == "deu")
        }
    }
}
