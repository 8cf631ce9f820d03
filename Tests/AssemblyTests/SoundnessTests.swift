import Assembly
import Foundation
import House
import Storage
import Testing
import TestSupport

@Suite struct `A hub whose records are damaged` {
    // ASVS 16.5.3
    @Test func `closes after the check of the night, and says what to do`() async throws {
        try await withChecked(.damaged) { (browser) async throws in
            let page = try await browser.get("/services")
            #expect(page.status == 503)
            #expect(page.text.contains("records are damaged") && page.text.contains("<h1"))
            #expect(try await browser.as(.caseWorker).post("/households", [("given", "Nasra")]).status == 503)
        }
    }

    @Test func `still shows that page as it should look, and lives for the machine that watches it`() async throws {
        try await withChecked(.damaged) { (browser) async throws in
            #expect(try await browser.get("/assets/tessera.css").status == 200)
            #expect(try await browser.get("/healthz").status == 200)
            #expect(try await browser.get("/readyz").status == 503)
        }
    }

    @Test func `is closed, too, where they can't even be read`() async throws {
        try await withChecked(.unreadable) { (browser) async throws in #expect(try await browser.get("/services").status == 503) }
    }

    @Test func `is none whose check found nothing`() async throws {
        try await withChecked(.sound) { (browser) async throws in #expect(try await browser.get("/services").status == 200) }
    }
}

/// A town after the night's check of a database that is as told.
private func withChecked(_ state: CheckedDatabase.State, _ work: (Browser) async throws -> Void) async throws {
    try await withBrowser(on: .sqlite) { (browser) async throws in
        let database = CheckedDatabase(inner: browser.town.hub.archive.database, state: state)
        let town = browser.town.with(browser.town.features + [.soundness(of: [database])])
        _ = try await JobRunner(hub: town.hub).runDue()
        town.clock.advance(by: 86_400)
        let round = try await JobRunner(hub: town.hub).runDue()
        #expect(round.done.contains("records.check"))
        try await work(Browser(town: town))
    }
}

/// A database that says of itself what a test wants.
private struct CheckedDatabase: Database {
    enum State { case sound, damaged, unreadable }
    let inner: any Database
    let state: State
    var engine: EngineKind { inner.engine }

    func faults(_ depth: CheckDepth) async throws -> [String] {
        switch state {
        case .sound: []
        case .damaged: ["row 7 missing from index"]
        case .unreadable: throw StorageProblem.damaged
        }
    }

    func read<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R { try await inner.read(work) }
    func write<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R { try await inner.write(work) }
    func close() async throws { try await inner.close() }
    func backup(to file: String) async throws { try await inner.backup(to: file) }
}
