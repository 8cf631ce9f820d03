import Foundation
import House
import Identity
import Storage
import Testing
import TestSupport
@testable import Volunteers

@Suite struct RenewalTests {
    private let role = VolunteerRole(
        id: "mentor", picture: "heart", name: LocalWords([:]), about: LocalWords([:]), isWithChildren: true,
        requirements: [Requirement(.check("enhanced"), days: 365), Requirement(.training("welcome")), Requirement(.interview)])

    @Test(arguments: [(304, nil), (305, 60), (350, 60), (351, 14), (365, 14), (366, nil)] as [(Int, Int?)])
    func `a reminder is due sixty and fourteen days before the end, and not after it`(_ age: Int, _ notice: Int?) {
        let check = Credential(id: "a", kind: .check("enhanced"), outcome: .met, issuedOn: Day.sample.adding(days: -age), verifiedBy: nil, recordedAt: .distantPast)
        #expect(Renewal.due([role], [check], on: .sample).map(\.notice) == [notice].compactMap { $0 })
    }

    @Test func `what has no end, and what nobody asked for, is not due`() {
        let training = Credential(id: "a", kind: .training("welcome"), outcome: .met, issuedOn: .sample, verifiedBy: nil, recordedAt: .distantPast)
        let other = Credential(id: "b", kind: .check("basic"), outcome: .met, issuedOn: .sample, expiresOn: Day.sample.adding(days: 3), verifiedBy: nil, recordedAt: .distantPast)
        #expect(Renewal.due([role], [training, other], on: .sample).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `each letter is written once, however often the job runs`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            var applicant = Applicant(browser: browser)
            let person = try #require(try await applicant.offer()), hub = browser.town.hub
            let user = try #require(try await hub.archive.read { try $0.value("SELECT id FROM users") as UserID? })
            let today = Day(hub.now(), in: hub.settings.value.zone), now = hub.now()
            try await hub.archive.write { db in
                try db.credentials.append(Credential(id: "t", kind: .training("welcome"), outcome: .met, issuedOn: today, expiresOn: today.adding(days: 70),
                                                     verifiedBy: user, recordedAt: now), of: person)
            }
            let job = try #require(browser.town.features.flatMap(\.jobs).first { $0.name == "volunteers.remind_of_renewals" })
            var letters: [Int] = []
            for days in [0, 20, 1, 40, 1, 30] {
                browser.town.clock.advance(by: Double(days) * 86_400)
                try await job.run(hub)
                letters.append(try await hub.archive.read { try $0.count("SELECT count(*) FROM outbox WHERE letter = 'volunteer.renewal' AND person_id = \(person)") })
            }
            #expect(letters == [0, 1, 1, 2, 2, 2])
        }
    }
}
