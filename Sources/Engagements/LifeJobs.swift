import Foundation
import House
import Identity
import Messaging
import Storage
import Trust

/// What falls due without anybody clicking.
struct LifeJobs: Sendable {
    let parts: LifeParts
    private static let piece = 200

    var all: [Job] {
        [Job("engagements.watch", .daily(hour: 3), run: watch), Job("asks.follow_up", .daily(hour: 8), run: followUp),
         Job("check_ins.ask", .daily(hour: 9), run: askHowItGoes)]
    }

    /// Reminds whoever was asked a week ago, and closes what nobody answered for four.
    @Sendable private func followUp(_ hub: Hub) async throws {
        let now = hub.now()
        let waiting = try await hub.archive.read { try $0.asks.due(at: now) }
        for ask in waiting {
            let due = Ask.due(days: Int(now.timeIntervalSince(ask.leavesAt) / 86_400))
            guard due != .nothing else { continue }
            try await hub.archive.write(by: .program(of: ask.organization), for: .matching) { db, access in
                guard let standing = try db.asks.find(ask.id), standing.answer == nil, standing.status == .asking else { return }
                if due == .expiry {
                    guard let match = try db.matches.matches("id = \(ask.match)").first else { return }
                    try Asking.takeBack(match, hub: hub, in: db, &access, at: now)
                } else if try db.asks.setReminded(ask.id, at: now) {
                    try db.outbox.post(
                        .askedAgain, to: ask.person, opening: "/asks/\(ask.id.text)", isPersonal: true, key: Asking.reminderKey(ask.id), notBefore: now, at: now)
                }
            }
        }
    }

    /// Asks both sides on the days that the program names.
    @Sendable private func askHowItGoes(_ hub: Hub) async throws {
        let now = hub.now(), today = Day(now, in: hub.settings.value.zone)
        try await eachPiece(hub) { engagements, db, _ in
            let last = try db.checkIns.lastAsked(of: engagements.map(\.id))
            for engagement in engagements {
                guard let due = parts.programs[engagement.program]?.checkIns.latestDue(from: engagement.startedOn, on: today),
                      last[engagement.id].map({ $0 < due }) ?? true else { continue }
                for side in Side.allCases {
                    guard let person = engagement.person(side) else { continue }
                    let id: CheckInID = hub.newID()
                    guard try db.checkIns.ask(id, engagement.id, side, person, due: due, at: now) else { continue }
                    try db.outbox.post(
                        .checkIn, to: person, opening: "/check-ins/\(id.text)", isPersonal: true, key: "check-in:\(id.text)", notBefore: now, at: now)
                }
            }
        }
    }

    /// Looks whether clearances still hold, and tells the coordinator what has not happened in time.
    @Sendable private func watch(_ hub: Hub) async throws {
        let now = hub.now(), today = Day(now, in: hub.settings.value.zone), clearance = ClearanceWatch(hub: hub, parts: parts)
        try await eachPiece(hub) { engagements, db, access in
            try clearance.check(Array(Set(engagements.compactMap(\.volunteer))), in: db, &access, at: now)
            let sharing = try Sharing.open(among: engagements, in: db, at: now)
            // What began before the list was kept stands in it from now on; what a consent that ran out closed, too.
            try SharingLedger(hub: hub).follow(engagements, in: db, &access, at: now)
            for engagement in engagements {
                if engagement.lacksFirstMeeting(on: today) {
                    try db.flags.raiseOnce(.noFirstMeeting, of: engagement.id, in: engagement.organization, at: now)
                }
                if !sharing.contains(engagement.id) {
                    try db.flags.raiseOnce(.noConsent, of: engagement.id, in: engagement.organization, at: now)
                }
            }
        }
        try await watchAsked(hub, clearance, at: now)
        try await hub.archive.write { db in
            for (checkIn, organization) in try db.checkIns.overdue(dueUpTo: today.adding(days: -CheckIn.overdueDays), limit: 5000) {
                try db.flags.raise(.overdueCheckIn, checkIn.side, of: checkIn.engagement, in: organization, at: now)
            }
        }
    }

    private func watchAsked(_ hub: Hub, _ clearance: ClearanceWatch, at now: Date) async throws {
        let asked = try await hub.archive.read { try $0.asks.helpersAsked("a.answer IS NULL OR a.answer = 'yes'") }
        for (organization, asks) in Dictionary(grouping: asked, by: \.organization) {
            for volunteers in Array(Set(asks.map(\.person))).sorted().chunked(by: Self.piece) {
                try await hub.archive.write(by: .program(of: organization), for: .matching) { db, access in
                    try clearance.check(volunteers, in: db, &access, at: now)
                }
            }
        }
    }

    /// All active engagements, some hundreds in a transaction, each of one organization.
    private func eachPiece(_ hub: Hub, _ work: @escaping @Sendable ([Engagement], any Connection, inout Access) throws -> Void) async throws {
        var last: EngagementID?
        while true {
            let after = last
            let piece = try await hub.archive.read { try $0.engagements.active(after: after, limit: Self.piece) }
            guard let end = piece.last?.id else { return }
            for (organization, engagements) in Dictionary(grouping: piece, by: \.organization) {
                try await hub.archive.write(by: .program(of: organization), for: .matching) { db, access in try work(engagements, db, &access) }
            }
            last = end
        }
    }
}
