import Foundation
@testable import House
import Identity
import Testing
import TestSupport

@Suite struct ErasureListTests {
    private let day = Day(number: 20_778)

    private func withFile(_ test: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "erased-\(UUID())", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try test(folder.appending(path: "erased"))
    }

    @Test(arguments: ["2026-11-20 cut", "2026-11-20 links 3 cut", "2026-11-20 links", "2026-11-20 ", "20"])
    func `a line that was cut off swallows no other`(_ torn: String) throws {
        try withFile { file in
            try Data("2026-11-19 first\n\(torn)".utf8).write(to: file)
            let list = ErasureList(file: file.path)
            try list.add(["second"], on: day)
            try list.addStopped("third", series: 2, on: day)
            #expect(try list.tags().isSuperset(of: ["first", "second"]) && list.stopped()["third"] == 2)
        }
    }

    @Test func `a line that an earlier program ran together with a torn one still tells who was erased`() throws {
        try withFile { file in
            try Data("2026-11-20 cut2026-11-21 whole\n".utf8).write(to: file)
            #expect(try ErasureList(file: file.path).tags().contains("whole"))
        }
    }

    private static let code = String(repeating: "aZ3-_", count: 8) + "aZA"

    @Test(arguments: [
        "2026-11-20 lorem", "lorem ipsum", "2026-11-20 \(code)x", "2026-11-20 \(String(code.reversed().dropLast()))", "2026-13-40 \(code)", "2026-11-20 links x \(code)", "2026-11-20 cut2026-11-21 \(code)",
    ])
    func `a line that is no whole entry is named`(_ line: String) throws {
        try withFile { file in
            try Data("2026-11-19 \(Self.code)\r\n\r\n2026-11-19 links 3 \(Self.code)\r\n\(line)\r\n".utf8).write(to: file)
            let list = ErasureList(file: file.path)
            #expect(try list.faults() == [4])
            #expect(try list.tags().contains(Self.code) && list.stopped()[Self.code] == 3)
        }
    }

    @Test func `a list with damaged lines is refused, and says which`() throws {
        try withFile { file in
            try Data("2026-11-19 \(Self.code)\nlorem\n2026-11-20 links x \(Self.code)\n".utf8).write(to: file)
            let problem = #expect(throws: ErasureListProblem.self) { try ErasureList(file: file.path).requireWhole() }
            #expect(problem?.lines == [2, 3] && problem?.description.contains("\(file.path), these lines are no whole entries: 2, 3.") == true)
            try Data("2026-11-19 \(Self.code)\n".utf8).write(to: file)
            try ErasureList(file: file.path).requireWhole()
        }
    }

    @Test(arguments: [("2026-11-20 \(code.prefix(20))", true), ("2026-11-20 links 3 \(code.prefix(16))", true), ("2026-11-20 links 4 \(code.prefix(16))", false), ("2026-11-20 \(code.prefix(15))", false), ("2026-11-20", false),
                      ("2026-11-20 b\(code.prefix(20))", false), ("2026-1 \(code.prefix(20))", false)])
    func `a line that was cut off does no harm once it was written again, if it still says who it was`(_ torn: String, _ isHarmless: Bool) throws {
        try withFile { file in
            let list = ErasureList(file: file.path)
            try Data(torn.utf8).write(to: file)
            #expect(try list.faults() == [1])
            try list.add([Self.code], on: day)
            try list.addStopped(Self.code, series: 3, on: day)
            #expect(try list.faults() == (isHarmless ? [] : [1]) && list.tags().contains(Self.code))
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever was erased and is on no list is counted, until they are erased again`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let hub = town.hub, people: [PersonID] = [hub.newID(), hub.newID()]
            try await hub.keyring.prepare(people, at: hub.now())
            try await hub.destroyKey(of: people[0])
            #expect(try await hub.erasedUnlisted() == 0)
            try await hub.keyring.destroy(people[1])
            #expect(try await hub.erasedUnlisted() == 1)
            try await hub.reapplyErasures()
            #expect(try await hub.erasedUnlisted() == 0)
        }
    }

    @Test func `a list without anybody is as good as none`() throws {
        try withFile { file in
            #expect(try ErasureList(file: file.path).isEmpty())
            try Data("\n\n".utf8).write(to: file)
            #expect(try ErasureList(file: file.path).isEmpty() && ErasureList(file: file.path).faults().isEmpty)
            try ErasureList(file: file.path).add([Self.code], on: day)
            #expect(try !ErasureList(file: file.path).isEmpty() && ErasureList(file: file.path).faults().isEmpty)
        }
    }

    @Test func `many who write at once lose nothing, through one list or several`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "erased-\(UUID())"), lists = [ErasureList(file: folder.path), ErasureList(file: folder.path)]
        defer { try? FileManager.default.removeItem(at: folder) }
        await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 { group.addTask { [day] in try lists[number % 2].add(["code\(number)"], on: day) } }
        }
        #expect(try lists[0].tags().count == 200)
    }
}
