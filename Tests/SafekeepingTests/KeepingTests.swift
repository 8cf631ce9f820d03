import Foundation
@testable import Safekeeping
import Testing

@Suite struct KeepingTests {
    private let now = Date(timeIntervalSince1970: 1_795_262_400)

    private func backups(everyHours hours: Int, count: Int) -> [(name: String, at: Date?)] {
        (0..<count).map { ("\($0)", now.addingTimeInterval(-Double($0 * hours) * 3600)) }
    }

    @Test func `of data all of two days are kept, one of each day for five weeks, and then nothing`() {
        let all = backups(everyHours: 1, count: 24 * 50), gone = Set(BackupKeeping(kind: .data, days: 30).outlived(all, at: now))
        let kept = all.filter { !gone.contains($0.name) }.compactMap(\.at).map { now.timeIntervalSince($0) / 86_400 }
        #expect(kept.filter { $0 <= 2 }.count == 49)
        #expect((30...35).contains(kept.filter { $0 > 2 }.count))
        #expect(kept.allSatisfy { $0 <= 35 })
    }

    @Test func `of keys nothing is kept that is older than the days set, but the newest always`() {
        let keeping = BackupKeeping(kind: .keys, days: 30)
        let all = backups(everyHours: 24, count: 40), gone = keeping.outlived(all, at: now)
        #expect(gone == (31..<40).map(String.init))
        #expect(keeping.outlived([("old", now.addingTimeInterval(-90 * 86_400))], at: now).isEmpty)
    }

    @Test func `what has no time in its name is not taken away`() {
        #expect(BackupKeeping(kind: .keys, days: 30).outlived([("new", now), ("somebody's", nil)], at: now).isEmpty)
        #expect(BackupShelf.time(of: "2026-11-28T130000Z-data-123456") == Date(timeIntervalSince1970: 1_795_870_800))
        #expect(BackupShelf.time(of: "lost+found") == nil)
    }
}
