import Foundation
@testable import Safekeeping
import Testing

@Suite struct KeepingTests {
    private let now = Date(timeIntervalSince1970: 1_795_262_400)
    private let day = 86_400.0

    /// So many, the last at a moment, in the order in which they were made.
    private func sets(_ count: Int, every hours: Double, until last: Date, as name: String = "") -> [BackupKeeping.Dated] {
        (0..<count).reversed().map { .init(name: "\(name)\($0)", at: last.addingTimeInterval(-Double($0) * hours * 3600)) }
    }

    @Test func `of data all of two days are kept, one of each day for five weeks, and then nothing`() {
        let all = sets(24 * 50, every: 1, until: now), (gone, isHeld) = BackupKeeping(.data, all).outlived(at: now)
        let kept = all.filter { !gone.contains($0.name) }.compactMap(\.at).map { now.timeIntervalSince($0) / day }
        #expect(!isHeld)
        #expect(kept.filter { $0 <= 2 }.count == 49)
        #expect((30...35).contains(kept.filter { $0 > 2 }.count))
        #expect(kept.allSatisfy { $0 <= 35 })
    }

    @Test func `of keys nothing is kept that is older than thirty days, but the last two always`() {
        #expect(Set(BackupKeeping(.keys, sets(40, every: 24, until: now)).outlived(at: now).names) == Set((31..<40).map(String.init)))
        #expect(BackupKeeping(.keys, sets(1, every: 1, until: now - 90 * day)).outlived(at: now).names.isEmpty)
        // Once a month.
        #expect(BackupKeeping(.keys, sets(4, every: 31 * 24, until: now)).outlived(at: now).names == ["2", "3"])
    }

    @Test func `of data one of each of seven days before the last is kept, however long ago`() {
        let gone = BackupKeeping(.data, sets(12, every: 31 * 24, until: now)).outlived(at: now).names
        #expect(Set(gone) == Set((8..<12).map(String.init)))
    }

    @Test(arguments: BackupManifest.Kind.allCases, [400.0, 20, -400])
    func `after a jump of the clock nothing is taken away for a week`(_ kind: BackupManifest.Kind, _ days: Double) {
        let before = sets(24 * 40, every: 1, until: now, as: "before "), jumped = now + days * day
        for hours in 0..<(7 * 24) where hours < 3 || hours > 47 {
            let at = jumped + Double(hours) * 3600, (names, isHeld) = BackupKeeping(kind, before + sets(hours + 1, every: 1, until: at)).outlived(at: at)
            // After one that went back nothing is old at first: it all counts as made when the clock was set.
            #expect(names.isEmpty && (isHeld || days < 0), "after \(hours) hours")
        }
        let week = jumped + 7 * day, (gone, isHeld) = BackupKeeping(kind, before + sets(7 * 24 + 1, every: 1, until: week)).outlived(at: week)
        #expect(!isHeld && (!gone.isEmpty || days < 0))
    }

    @Test func `a second jump, however much longer the first was, is one`() {
        let all = sets(24 * 40, every: 1, until: now) + [.init(name: "ahead", at: now + 400 * day)], later = now + 900 * day
        #expect(BackupKeeping(.keys, all + [.init(name: "further", at: later)]).outlived(at: later).isHeld)
    }

    @Test func `what was made by a clock that was ahead is as old as what was made next; by one that was behind, as what was made before`() {
        // For three hours ahead by a year, then right again for forty days.
        let ahead = sets(3, every: 1, until: now - 41 * day, as: "early ") + sets(3, every: 1, until: now + 400 * day, as: "ahead ") + sets(24 * 40, every: 1, until: now)
        let gone = Set(BackupKeeping(.keys, ahead).outlived(at: now).names)
        #expect(gone.isSuperset(of: ["early 0", "ahead 0", "ahead 1", "ahead 2"]) && !gone.contains("0"))
        let behind = sets(3, every: 1, until: now - 11 * day, as: "early ") + sets(3, every: 1, until: Date(timeIntervalSince1970: 0), as: "behind ") + sets(24 * 10, every: 1, until: now)
        #expect(BackupKeeping(.keys, behind).outlived(at: now).names.isEmpty)
    }

    @Test func `what has no time in its name is not taken away, and what says only by its name when it was made is by that`() {
        let strays = [BackupKeeping.Dated(name: "somebody's", at: nil), .init(name: "cut off", at: now - 36 * day), .init(name: "to come", at: now + day)]
        #expect(BackupKeeping(.keys, sets(1, every: 1, until: now), strays: strays).outlived(at: now).names == ["cut off"])
        #expect(BackupShelf.time(of: "2026-11-28T130000Z-data-123456") == Date(timeIntervalSince1970: 1_795_870_800))
        #expect(BackupShelf.time(of: "lost+found") == nil)
    }
}
