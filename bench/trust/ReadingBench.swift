import Accounts
import Assembly
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import People
import Storage
import TestSupport
import Trust
import Vault
import Web

/// What it costs that a page of names is decided, opened and recorded, beside the same page of names that lie in clear.
///
/// Whole requests through the router: the session is recognized, the page has its frame. Only the socket is left out.
enum ReadingBench {
    static let names = 20, rounds = 9

    static func run(seconds time: Double, in folder: URL) async throws {
        try await withHub(in: folder, with: [.names]) { (town) async throws in
            try await town.moveIn()
            let worker = try await Browser(town: town).as(.caseWorker)
            try await fill(town)
            for readers in [1, 50] {
                var each: [String: [Double]] = [:]
                // In turn, so that what else the machine does falls on all.
                for _ in 0..<rounds {
                    for way in NamesRoutes.ways { each[way, default: []].append(try await pages(worker, "/bench/\(way)", readers, time)) }
                }
                let plain = each["clear"]?.median ?? 0
                for way in NamesRoutes.ways {
                    let found = each[way]?.median ?? 0
                    print(String(format: "%2d readers, %@ %8.0f pages/s, the cost of %.2f without", readers, way.padding(toLength: 10, withPad: " ", startingAt: 0), found, plain / found))
                }
            }
        }
    }

    /// Pages a second that so many readers get, each one after the other.
    private static func pages(_ browser: Browser, _ path: String, _ readers: Int, _ time: Double) async throws -> Double {
        let clock = ContinuousClock(), start = clock.now, end = start + .seconds(time)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<readers {
                group.addTask {
                    var count = 0
                    repeat {
                        guard try await browser.get(path).status == 200 else { throw Refusal.notFound }
                        count += 1
                    } while clock.now < end
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / ((clock.now - start) / .seconds(1))
    }

    /// The same names sealed and in clear.
    private static func fill(_ town: TestHub) async throws {
        let hub = town.hub, people = (0..<names).map { _ in hub.newID(PersonID.self) }
        try await hub.keyring.prepare(people, at: hub.now())
        try await hub.archive.write { db in
            for (number, person) in people.enumerated() {
                let name = "Amal Haddad \(number)"
                let sealed = try hub.keyring.seal(name, as: GivenName.self, row: person.text, of: person)
                try db.execute("INSERT INTO bench_names (id, sealed, clear) VALUES (\(person), \(sealed), \(name))")
            }
        }
    }
}

extension Feature {
    fileprivate static let names = Feature(
        name: "Names", migrations: [Migration(id: "bench-names", sql: ["CREATE TABLE bench_names (id TEXT NOT NULL PRIMARY KEY, sealed BYTEA NOT NULL, clear TEXT NOT NULL)"])],
        doors: { NamesRoutes(hub: $0).doors })
}

/// The page in three ways.
private struct NamesRoutes: Sendable {
    static let ways = ["clear", "together", "alone"]
    let hub: Hub

    var doors: [Door] {
        [.signedIn(.get, "/bench/clear", for: .casework, clear), .signedIn(.get, "/bench/together", for: .casework, together), .signedIn(.get, "/bench/alone", for: .casework, alone)]
    }

    @Sendable private func clear(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(NamesPage(names: try await hub.archive.read { try $0.rows("SELECT clear FROM bench_names ORDER BY id").map { try $0.get("clear") } }))
    }

    /// As the program does it: what comes together is saved together.
    @Sendable private func together(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(NamesPage(names: try await hub.archive.read(by: context.actor, for: .casework) { db, access in try Self.opened(db, &access).map(\.name) }))
    }

    /// As it would be with a commit for each read.
    @Sendable private func alone(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, keyring = hub.keyring, now = hub.now()
        let found = try await hub.archive.database.read { db in
            var access = Access(actor: actor, purpose: .casework, keyring: keyring, db: db)
            return try Self.opened(db, &access)
        }
        let read = OpenedRead(opened: Dictionary(found.map { ($0.person, [.identity]) }) { $1 }, actor: actor, purpose: .casework, at: now)
        try await hub.archive.write { try AccessRecordStore(db: $0, keyring: keyring).record([read]) }
        return context.show(NamesPage(names: found.map(\.name)))
    }

    private static func opened(_ db: any Connection, _ access: inout Access) throws -> [(person: PersonID, name: String)] {
        var names: [(PersonID, String)] = []
        for row in try db.rows("SELECT id, sealed FROM bench_names ORDER BY id") {
            let person: PersonID = try row.get("id"), sealed: Sealed<GivenName> = try row.get("sealed")
            names.append((person, try access.open(sealed, in: person.text, of: person, as: .assigned)))
        }
        return names
    }
}

private struct NamesPage: Page {
    let names: [String]
    static var samples: [NamesPage] { [NamesPage(names: ["Amal Haddad"])] }
    var title: Message { Message("People") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <ol class="cards">\(names.map { "<li><article class=\"card\"><h3><bdi>\($0)</bdi></h3></article></li>" as HTML })</ol>
        """
    }
}
