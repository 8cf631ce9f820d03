import Assembly
import House
import Identity
@testable import People
import Storage
import Testing
import TestSupport

@Suite struct PeopleDeskTests {
    @Test(arguments: Engine.tested)
    func `a household in care that can't be reached safely is on the desk until it can`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let worker = try await browser.as(.caseWorker)
            let home = try #require(try await worker.post("/households", [("given", "Hodan"), ("phone", "07700 900123"), ("safe", "no")]).location)
            let desk = try await worker.get("/desk").text
            #expect(desk.contains("Find a safe way to reach <bdi>Hodan</bdi>") && desk.contains("href=\"\(home)\""))
            let person = try #require(try await browser.town.hub.archive.read { try $0.value("SELECT id FROM persons") as PersonID? })
            _ = try await worker.post("/persons/\(person)/contacts", [("value", "07700 900124"), ("safe", "yes")])
            #expect(try await worker.get("/desk").text.contains("Nothing waits for you."))
        }
    }

    @Test(arguments: Engine.tested)
    func `households that nobody has in care are counted, listed without a name, and taken on`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = browser.town, actor = Actor.atTheConsole(of: town.organization)
            let sami = Registration.Member(details: PersonDetails(givenName: "Sami"), languages: [SpokenLanguage(code: "kmr", level: .native, reads: .yes)].compactMap { $0 })
            let contact = ContactDetails(kind: .phone, value: "07700 900125", isSafe: true)
            try await People(hub: town.hub).register(
                (0..<2).map { _ in Registration(members: [sami], contacts: [contact], district: "Harbor", arrivedOn: nil, ground: .publicTask) }, inCareOf: nil, by: actor)
            let worker = try await browser.as(.caseWorker)
            #expect(try await worker.get("/desk").text.contains("<bdi>2</bdi> households have no case worker"))
            let list = try await worker.get("/households/waiting").text
            #expect(list.contains("Harbor") && list.contains("Kurmanji") && !list.contains("Sami"))
            let figures = try await worker.get("/desk/figures").text
            #expect(figures.contains("Up to a week"))
            for home in list.matches(of: /href="(\/households\/[0-9a-f-]{36})"/).map({ String($0.output.1) }) { _ = try await worker.post(home + "/worker") }
            #expect(try await worker.get("/desk").text.contains("Nothing waits for you."))
            #expect(try await worker.get("/desk/figures").text.contains("First languages in your care"))
        }
    }

    @Test func `what waits for long is overdue`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let town = browser.town
            try await People(hub: town.hub).register(
                [Registration(members: [.init(details: PersonDetails(givenName: "Sami"), languages: [])], contacts: [], district: nil, arrivedOn: nil, ground: .publicTask)],
                inCareOf: nil, by: .atTheConsole(of: town.organization))
            #expect(try await !browser.as(.caseWorker).get("/desk").text.contains("Overdue"))
            town.clock.advance(by: 15 * 86_400)
            #expect(try await browser.as(.caseWorker).get("/desk").text.contains("Overdue"))
        }
    }

    @Test func `another organization's households are on no desk here`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let town = browser.town
            try await People(hub: town.hub).register(
                [Registration(members: [.init(details: PersonDetails(givenName: "Sami"), languages: [])], contacts: [], district: "Harbor", arrivedOn: nil, ground: .publicTask)],
                inCareOf: nil, by: .atTheConsole(of: town.organization))
            let stranger = try await browser.as(.caseWorker, of: town.otherOrganization)
            #expect(try await !stranger.get("/households/waiting").text.contains("Harbor"))
            #expect(try await !stranger.get("/desk").text.contains("has no case worker"))
        }
    }
}
