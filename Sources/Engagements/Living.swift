import Foundation
import House
import Identity
import Messaging
import Storage
import Trust
import Vault
import Volunteers

extension AuditAction {
    static let engagementBegun = AuditAction(rawValue: "engagement.begun")
    static let engagementSuspended = AuditAction(rawValue: "engagement.suspended")
    static let engagementResumed = AuditAction(rawValue: "engagement.resumed")
    static let engagementEnded = AuditAction(rawValue: "engagement.ended")
    static let engagementReopened = AuditAction(rawValue: "engagement.reopened")
    static let engagementExtended = AuditAction(rawValue: "engagement.extended")
    static let supervisorChanged = AuditAction(rawValue: "engagement.supervisor_changed")
    static let meetingLogged = AuditAction(rawValue: "engagement.meeting_logged")
    static let meetingTakenBack = AuditAction(rawValue: "engagement.meeting_taken_back")
    static let flagRaised = AuditAction(rawValue: "engagement.flag_raised")
    static let flagSettled = AuditAction(rawValue: "engagement.flag_settled")
    static let checkInAnswered = AuditAction(rawValue: "check_in.answered")
}

/// What happens to an engagement, each in one transaction with what both sides are told.
struct Living: Sendable {
    let hub: Hub
    let parts: LifeParts

    /// Both sides said yes.
    func begin(_ match: Match, in db: any Connection, _ access: inout Access, at now: Date) throws {
        let parties = try db.asks.parties(of: match.id).orNotFound()
        let program = parts.programs[parties.program], today = Day(now, in: hub.settings.value.zone)
        let new = Engagement(
            id: hub.newID(), match: match.id, organization: match.organization, need: match.need, offer: match.offer, household: parties.household,
            newcomer: parties.newcomer, volunteer: parties.helper, program: parties.program, isWithChildren: parties.isWithChildren,
            supervisor: match.approvedBy, status: .active, suspension: nil, attention: 0, timesAMonth: program?.timesAMonth ?? 0, startedOn: today,
            plannedUntil: program?.plannedEnd(from: today) ?? today.adding(days: 365), firstMetOn: nil, ending: nil, endedAt: nil, reached: nil)
        try db.matches.set(.accepted, of: match.id, at: now)
        try db.engagements.insert(new)
        try tell(.begun, new, "begun", in: db, at: now)
        try SharingLedger(hub: hub).follow([new], in: db, &access, at: now)
        if try Sharing.open(among: [new], in: db, at: now).isEmpty { try db.flags.raise(.noConsent, nil, of: new.id, in: new.organization, at: now) }
        try access.record(.engagementBegun, on: new.id, of: new.newcomer, at: now, in: db)
        // What was shown may have expired since the round: then it begins with a pause.
        try ClearanceWatch(hub: hub, parts: parts).check(new.volunteer.map { [$0] } ?? [], in: db, &access, at: now)
    }

    /// Rests it at once; false where it does already.
    @discardableResult
    func suspend(_ engagement: Engagement, _ suspension: Engagement.Suspension, in db: any Connection, _ access: inout Access, at now: Date) throws -> Bool {
        guard try db.engagements.suspend(engagement.id, suspension, at: now) else { return false }
        try db.flags.raise(.suspended, nil, of: engagement.id, in: engagement.organization, at: now)
        try tell(.paused, engagement, "paused:\(Int(now.timeIntervalSince1970))", in: db, at: now)
        try followSharing(of: engagement, in: db, &access, at: now)
        try access.record(.engagementSuspended, on: engagement.id, of: engagement.volunteer, fields: ["suspension"], at: now, in: db)
        return true
    }

    func resume(_ engagement: Engagement, in db: any Connection, _ access: inout Access, at now: Date) throws {
        // Whoever asked that their data is not used is brought to nobody before that is lifted, whatever the coordinator knows of it.
        guard try db.restrictions.among([engagement.newcomer] + (engagement.volunteer.map { [$0] } ?? [])).isEmpty else { throw Refusal.restricted }
        guard try ClearanceWatch(hub: hub, parts: parts).isCleared(engagement, in: db, at: now) else { throw LifeProblem.notCleared }
        guard try db.engagements.resume(engagement.id) else { throw LifeProblem.changed }
        try db.flags.settle(.suspended, of: engagement.id, at: now)
        try tell(.resumed, engagement, "resumed:\(Int(now.timeIntervalSince1970))", in: db, at: now)
        try followSharing(of: engagement, in: db, &access, at: now)
        try access.record(.engagementResumed, on: engagement.id, of: engagement.volunteer, at: now, in: db)
    }

    func end(_ engagement: Engagement, _ ending: Engagement.Ending, isNeedMet: Bool, reached: Sealed<ReachedWords>?, in db: any Connection, _ access: inout Access, at now: Date) throws {
        guard try db.engagements.end(engagement.id, ending, isNeedMet: isNeedMet, reached: reached, by: access.actor.user, at: now) else { throw LifeProblem.changed }
        try db.matches.set(.ended, of: engagement.match, at: now)
        // A need that is met is in no round: what a round knows of it rests with it.
        if isNeedMet, try db.needs.closeAsMet(engagement.need, at: now) { try db.facts.setStale(true, need: engagement.need) }
        if ending == .notWorking { try db.pairRules.refuse(engagement.need, engagement.offer, at: now) }
        try tell(.ended, engagement, Self.thanks(now), in: db, notBefore: now + Engagement.undoSeconds, at: now)
        try followSharing(of: engagement, in: db, &access, at: now)
        try access.record(.engagementEnded, on: engagement.id, of: engagement.newcomer, fields: ["ending"], at: now, in: db)
    }

    /// Takes an ending back before the thanks have left.
    func reopen(_ engagement: Engagement, in db: any Connection, _ access: inout Access, at now: Date) throws {
        guard let endedAt = engagement.endedAt, engagement.isUndoable(at: now),
              try db.engagements.reopen(engagement.id, endedAfter: now - Engagement.undoSeconds) else { throw LifeProblem.tooLate }
        try db.matches.reopen(engagement.match)
        if try db.needs.reopen(engagement.need, metAt: endedAt, at: now) { try db.facts.setStale(false, need: engagement.need) }
        if engagement.ending == .notWorking {
            try db.pairRules.forget(engagement.need, engagement.offer, refusedAt: endedAt)
        }
        for side in Side.allCases { try db.outbox.takeBack(key: letterKey(engagement.id, side, Self.thanks(endedAt))) }
        try followSharing(of: engagement, in: db, &access, at: now)
        try access.record(.engagementReopened, on: engagement.id, of: engagement.newcomer, at: now, in: db)
        // A clearance may have been lost while it was ended: then it comes back with a pause.
        try ClearanceWatch(hub: hub, parts: parts).check(engagement.volunteer.map { [$0] } ?? [], in: db, &access, at: now)
    }

    /// As it stands after the change.
    private func followSharing(of engagement: Engagement, in db: any Connection, _ access: inout Access, at now: Date) throws {
        try SharingLedger(hub: hub).follow(try db.engagements.find(engagement.id).map { [$0] } ?? [], in: db, &access, at: now)
    }

    private static func thanks(_ endedAt: Date) -> String { "ended:\(Int(endedAt.timeIntervalSince1970))" }
    private func letterKey(_ id: EngagementID, _ side: Side, _ what: String) -> String { "engagement:\(id.text):\(side.rawValue):\(what)" }

    private func tell(_ letter: Letter, _ engagement: Engagement, _ what: String, in db: any Connection, notBefore: Date? = nil, at now: Date) throws {
        for side in Side.allCases {
            guard let person = engagement.person(side) else { continue }
            try db.outbox.post(
                letter, to: person, opening: "/engagements/\(engagement.id.text)/\(side.rawValue)", isPersonal: true,
                key: letterKey(engagement.id, side, what), notBefore: notBefore ?? now, at: now)
        }
    }
}
