import Assembly
import Foundation
import House
import Testing
import TestSupport

@Suite struct DemoTownTests {
    private let town = SourceTree.root.appending(path: "demo/port-selby")

    @Test(arguments: Engine.tested)
    func `the small town is filled once, and again changes nothing`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (empty) async throws in
            try await DemoTown(hub: empty.hub, package: town, size: .small).fill()
            let count = try await empty.hub.archive.read { try $0.count("SELECT count(*) FROM persons") }
            #expect((60...100).contains(count))
            try await DemoTown(hub: empty.hub, package: town, size: .small).fill()
            #expect(try await empty.hub.archive.read { try $0.count("SELECT count(*) FROM persons") } == count)
        }
    }

    @Test func `a real hub is never filled with invented people`() async throws {
        try await withHub(on: .sqlite) { (real) async throws in
            var settings = Settings(hubName: "A real town")
            settings.isDemo = false
            try await real.hub.save(settings)
            await #expect(throws: DemoProblem.self) { try await DemoTown(hub: real.hub, package: town, size: .small).fill() }
        }
    }
}
