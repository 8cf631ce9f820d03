import Assembly
import Hummingbird
import Identity
import Testing
import TestSupport
import Web

/// Every door to something by its name, tried by everyone it lets in: who has it, colleagues, and other organizations.
@Suite struct RecordMatrixTests {
    @Test func `every door that names something is in the table, and only such`() async throws {
        try await withBrowser(on: .sqlite) { browser in
            let doors = browser.site.doors.filter { $0.path.contains(":") }.map { "\($0.method) \($0.path)" }
            let table = RecordDoor.all.map { "\($0.method) \($0.path)" }
            #expect(Set(doors).subtracting(table).isEmpty, "not in the table")
            #expect(Set(table).subtracting(doors).isEmpty, "in the table alone")
            #expect(table.count == Set(table).count && doors.count > 60)
        }
    }

    // ASVS 8.2.2 8.4.1
    @Test(arguments: Engine.tested)
    func `what is another organization's looks to every role as if it did not exist`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RecordTown(browser)
            for (door, role) in try doors(browser, town) where door.kind == .record {
                let visitor = try #require(town.strangers[role])
                let foreign = try await knock(visitor, door, town), place: Comment = "\(door.method) \(door.path) for \(role.rawValue) of another organization"
                #expect(foreign.status == 404, place)
                let missing = try await knock(visitor, door, town, unknown: RecordTown.parameters(of: door.path).first)
                #expect(foreign.heading == missing.heading, place)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what nobody has is not there for anyone`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RecordTown(browser)
            // What was settled in another window meanwhile is no failure, so a flag may be any.
            for door in RecordDoor.all {
                for name in RecordTown.parameters(of: door.path) where name != "flag" {
                    let place = "\(door.method) \(door.path) without \(name)"
                    switch door.kind {
                    case .open(let status): #expect(try await knock(browser, door, town, unknown: name).status == status, "\(place)")
                    case .link: #expect(try await knock(browser, door, town, unknown: name).status == 404, "\(place)")
                    case .record:
                        for role in door.holders {
                            let answer = try await knock(try #require(town.holders[role]), door, town, unknown: name)
                            #expect(answer.status == 404, "\(place) for \(role.rawValue)")
                        }
                    }
                }
            }
        }
    }

    // ASVS 8.2.2
    @Test(arguments: Engine.tested)
    func `a colleague comes as far as the policy says`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RecordTown(browser)
            for (door, role) in try doors(browser, town) where door.kind == .record {
                let isAlike = door.alike.contains(role)
                // What a colleague may do as well is done once, below.
                guard !isAlike || door.method == .get else { continue }
                let answer = try await knock(try #require(town.colleagues[role]), door, town)
                #expect(answer.status == (isAlike ? 200 : door.refusal), "\(door.method) \(door.path) for another \(role.rawValue)")
                if !door.holders.contains(role) {
                    let other = try await knock(try #require(town.holders[role]), door, town)
                    #expect(other.status == door.refusal, "\(door.method) \(door.path) for \(role.rawValue)")
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever has it comes in`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RecordTown(browser)
            for door in RecordDoor.all {
                if door.kind == .link {
                    #expect(try await knock(browser, door, town).status == door.answer, "\(door.method) \(door.path)")
                }
                for role in door.holders.sorted(by: { $0.rawValue < $1.rawValue }) {
                    let answer = try await knock(try #require(town.holders[role]), door, town)
                    #expect(answer.status == door.answer, "\(door.method) \(door.path) for \(role.rawValue)")
                }
            }
        }
    }

    /// Every door with every role that it lets in.
    private func doors(_ browser: Browser, _ town: RecordTown) throws -> [(RecordDoor, Role)] {
        let audiences = Dictionary(browser.site.doors.map { ("\($0.method) \($0.path)", $0.audience) }) { first, _ in first }
        return try RecordDoor.all.flatMap { door in
            let audience = try #require(audiences["\(door.method) \(door.path)"])
            return Role.allCases.filter { role in
                audience.admits(Actor(user: browser.town.hub.newID(), person: browser.town.hub.newID(), organization: browser.town.organization, roles: [role]))
            }.map { (door, $0) }
        }
    }

    private func knock(_ browser: Browser, _ door: RecordDoor, _ town: RecordTown, unknown: String? = nil) async throws -> Answer {
        let path = try town.path(of: door, unknown: unknown)
        return door.method == .get ? try await browser.get(path) : try await browser.post(path, town.fields(of: door))
    }
}

extension Answer {
    /// What the page says it is.
    fileprivate var heading: String { text.firstMatch(of: /<h1[^>]*>(.*?)<\/h1>/).map { String($0.output.1) } ?? "" }
}
