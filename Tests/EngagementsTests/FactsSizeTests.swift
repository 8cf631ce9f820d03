@testable import Engagements
import Foundation
import House
import Identity
import Storage
import Testing
import TestSupport
import Volunteers

@Suite struct FactsSizeTests {
    /// More than fit into one statement, with two languages and two times each.
    @Test(arguments: Engine.tested)
    func `more facts than fit into one statement are kept and read by id`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let hub = town.hub, organization = town.organization, today = Day(hub.now(), in: .gmt)
            let times = [WeeklySlot(weekday: 2, from: 1020, to: 1260), WeeklySlot(weekday: 6, from: 480, to: 720)].compactMap { $0 }
            try await hub.archive.write { db in
                try db.facts.put((0..<450).map { place in
                    NeedFacts(id: hub.newID(), program: "mentoring", waitingSince: today, urgency: .soon, gender: .woman, wish: .any, hasChildren: place.isMultiple(of: 2),
                              people: 3, place: Point(latitude: 54, longitude: -2.8), languages: ["arb": .native, "eng": .basic], times: times)
                }, of: organization)
                try db.facts.put((0..<230).map { _ in
                    OfferFacts(id: hub.newID(), giver: hub.newID(), program: "mentoring", gender: .man, place: nil, travel: ["bus", "walk"],
                               languages: ["eng": .native, "arb": .fluent], times: times, absences: [], isCleared: true, isClearedForChildren: true, free: 1)
                }, of: organization)
            }
            let facts = try await hub.archive.read { try $0.facts.read(organization) }
            #expect(facts.needs.count == 450 && facts.offers.count == 230)
            #expect(facts.needs.allSatisfy { $0.languages.count == 2 && $0.times.count == 2 })
            #expect(zip(facts.needs, facts.needs.dropFirst()).allSatisfy { $0.id < $1.id })
        }
    }
}
