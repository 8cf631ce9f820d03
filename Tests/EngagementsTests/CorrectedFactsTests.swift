import Foundation
import House
import Identity
import People
import Storage
import Testing
import TestSupport
import Volunteers
@testable import Engagements

/// What a round knows of people for whom a town's list does not speak any more.
@Suite struct CorrectedFactsTests {
    private func bring(_ area: String, _ others: String = "Omar 2012 man", to town: TestHub) async throws {
        let csv = try CSVTable(Array("Case no,First name,DOB,Sex,Language,Area,Others,Needs,Urgency,Legal basis\n1,Amal,1990-05-31,M,Arabic,\(area),\(others),English class,urgent,public task\n".utf8))
        let report = try await HouseholdImport(hub: town.hub).run(
            csv, mapping: CSVMapping(guessedFrom: csv.header, fields: HouseholdImport.fields), name: "list.csv", by: .atTheConsole(of: town.organization), isDryRun: false)
        #expect(report.refused == 0)
    }

    private func facts(_ hub: Hub) async throws -> NeedFacts {
        try await hub.archive.read { db in
            let need: NeedID = try db.value("SELECT id FROM needs").orNotFound()
            return try db.facts.needs([need]).first.orNotFound()
        }
    }

    @Test(arguments: Engine.tested)
    func `birth and gender that the desk corrected stay as they were, whatever list is brought in`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, worker = try await browser.as(.caseWorker)
            try await bring("North side", to: browser.town)
            let listed = try await facts(hub)
            #expect(listed.gender == .man && listed.children == 1)
            let family: String = try await hub.archive.read { try $0.value("SELECT id FROM households") }.orNotFound()
            #expect(try await worker.post("/households/\(family)/worker").status == 303)
            for (isHead, given, born, gender) in [(true, "Amal", "1950-05-31", "woman"), (false, "Omar", "1985-02-03", "man")] {
                let person: String = try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE is_head = \(isHead)") }.orNotFound()
                let fields = [("given", given), ("born", born), ("gender", gender), ("language", "arb"), ("level", "native"), ("version", "1")]
                #expect(try await worker.post("/persons/\(person)/details", fields).status == 303)
            }
            let known = try await facts(hub)
            #expect(known.gender == .woman && known.children == 0 && known.seniors == 1 && known.people == 2 && !known.hasChildren)
            try await bring("Harbor", to: browser.town)
            let after = try await facts(hub)
            #expect(after.gender == .woman && after.children == 0 && after.seniors == 1 && after.people == 2 && !after.hasChildren)
            // Who comes with a list is counted as it says.
            try await bring("Harbor", "Omar 2012 man; Lina 2016 girl", to: browser.town)
            let more = try await facts(hub)
            #expect(more.hasChildren && more.people == 3 && more.gender == .woman)
        }
    }

    private static let day = Day(number: 20_778)

    private func told(_ members: [(birth: Int?, isTold: Bool)]) -> HouseholdTold {
        HouseholdTold(members: members.enumerated().map { place, member in
            .init(id: ID(high: 1, low: UInt64(place)), isHead: place == 0, birth: member.birth.flatMap { Birth("\($0)-05-31") }, gender: .unknown, languages: [], isTold: member.isTold)
        }, district: nil)
    }

    @Test func `only whoever is told, or rests, makes a household one with children where a list is brought in`() {
        #expect(told([(1980, true), (nil, false)]).hasChildren(on: Self.day) && !told([(1980, true), (nil, false)]).tellsOfChildren(on: Self.day))
        #expect(told([(nil, false), (2015, true)]).tellsOfChildren(on: Self.day) && told([(1980, true), (nil, true)]).tellsOfChildren(on: Self.day))
        #expect(HouseholdTold(members: told([(nil, false)]).members, unknown: 1, district: nil).tellsOfChildren(on: Self.day))
    }

    @Test func `children who are told are never fewer for what was known before`() {
        let before = NeedFacts.sample.with(gender: .woman, household: Headcount(children: 0, adults: 2, seniors: 1)), household = told([(1980, true), (nil, false), (2015, true)])
        let now = household.keeping(before, in: NeedFacts.sample.with(gender: .unknown, household: Headcount(children: 2, adults: 1)), of: ID(high: 1, low: 1), on: Self.day)
        #expect(now.hasChildren && now.children == 1 && now.seniors == 1 && now.gender == .woman)
    }
}
