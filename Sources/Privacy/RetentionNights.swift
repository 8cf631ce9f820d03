import Foundation
import House
import Identity
import Storage
import Trust

extension AuditAction {
    static let dateConfirmed = AuditAction(rawValue: "retention.date_confirmed")
}

extension Connection {
    var nights: RetentionNights { RetentionNights(db: self) }
}

/// The nights in which something was let go of: by a clock that jumped everything would go at once.
///
/// A night that is far from the last one is none, however often it comes, until the officer says that its date is right.
struct RetentionNights {
    /// More days than this between two nights are a clock that jumped, or a hub that was away for long.
    static let longestGap = 31
    private static let setting = "retention_night"
    let db: any Connection

    /// Whether a night may begin; it is the last one then.
    func begin(_ day: Day, in zone: TimeZone) throws -> Bool {
        guard try last() == nil else { return try goOn(day) }
        // A hub that never had a night has not had one because it is new, or its clock jumped before the first.
        let silence = try db.auditLog.lastBeforeSilence(of: Double(Self.longestGap) * 86_400, until: day.start(in: zone))
        try believe(silence.map { Day($0, in: zone) } ?? day)
        return false
    }

    private func goOn(_ day: Day) throws -> Bool {
        guard try gap(on: day) == nil else { return false }
        if let last = try last(), day > last { try believe(day) }
        return true
    }

    /// The last night, where a day is too far from it to be believed.
    func gap(on day: Day) throws -> Day? { try last().flatMap { abs(day.days(since: $0)) > Self.longestGap ? $0 : nil } }

    func believe(_ day: Day) throws { try SettingsStore(db: db).set(Self.setting, to: day.description) }

    private func last() throws -> Day? { try SettingsStore(db: db).named(Self.setting).flatMap { Day($0) } }
}

extension Hub {
    /// That the last night was the one before today: for a hub whose invented past is older than itself, so that its log seems silent for long.
    package func beginNights() async throws {
        let yesterday = Day(now(), in: settings.value.zone).adding(days: -1)
        try await archive.write { try $0.nights.believe(yesterday) }
    }
}
