import Foundation
@testable import House
import Identity
import Testing

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
        "2026-11-20 lorem", "lorem ipsum", "2026-11-20 \(code)x", "2026-11-20 \(code.dropLast())", "2026-13-40 \(code)", "2026-11-20 links x \(code)", "2026-11-20 cut2026-11-21 \(code)",
    ])
    func `a line that is no whole entry is named`(_ line: String) throws {
        try withFile { file in
            try Data("2026-11-19 \(Self.code)\r\n\r\n2026-11-19 links 3 \(Self.code)\r\n\(line)\r\n".utf8).write(to: file)
            let list = ErasureList(file: file.path)
            #expect(try list.faults() == [4])
            #expect(try list.tags().contains(Self.code) && list.stopped()[Self.code] == 3)
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
