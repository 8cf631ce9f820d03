import Accounts
import Foundation
import Identity
import People
import Storage
import Trust

/// One engagement opened for the coordinator.
struct EngagementRecord: Sendable {
    struct Shown: Sendable {
        let answers: CheckInAnswers
        let words: String?
        let channel: Channel?
    }
    /// What both sides said to the same question; nil where there is no answer.
    struct Round: Sendable {
        let day: Day
        let newcomer: Shown?, volunteer: Shown?
        /// The question of each side that can still be answered at the desk.
        let waiting: [Side: CheckInID]
    }
    struct Raised: Sendable {
        let flag: Flag
        let note: String?
    }
    struct Staff: Sendable { let user: UserID, name: String }

    let engagement: Engagement
    let newcomer: String
    /// Nil where an organization gives it.
    let volunteer: String?
    let rounds: [Round]
    let flags: [Raised]
    let meetings: [Meeting]
    let staff: [Staff]
    let reached: String?
    let isSharing: Bool

    static func open(_ id: EngagementID, in db: any Connection, _ access: inout Access, at now: Date) throws -> EngagementRecord {
        let engagement = try db.engagements.find(id, visibleTo: access.actor).orNotFound(), relation = Relation.sameOrganization
        var rounds: [Day: [Side: (CheckIn, Shown?)]] = [:]
        for checkIn in try db.checkIns.list(of: id, limit: 60) {
            let words = try checkIn.words.map { try access.open($0, in: checkIn.id.text, of: checkIn.person, as: relation) }
            let shown = checkIn.answers.map { Shown(answers: $0, words: words, channel: checkIn.channel) }
            rounds[checkIn.dueOn, default: [:]][checkIn.side] = (checkIn, shown)
        }
        var flags: [Raised] = [], staff: [Staff] = []
        for flag in try db.flags.list(of: id, limit: 40) {
            flags.append(Raised(flag: flag, note: try flag.note.map { try access.open($0, in: flag.id, of: engagement.newcomer, as: relation) }))
        }
        for member in try db.staff.holding([.coordinator, .caseWorker], in: engagement.organization) {
            staff.append(Staff(user: member.user, name: try access.open(member.name, in: member.user.text, of: member.person, as: .turnedTo)))
        }
        return EngagementRecord(
            engagement: engagement, newcomer: try name(engagement.newcomer, db, &access) ?? "",
            volunteer: try engagement.volunteer.flatMap { try name($0, db, &access) },
            rounds: rounds.sorted { $0.key > $1.key }.map { day, sides in
                Round(day: day, newcomer: sides[.need]?.1, volunteer: sides[.offer]?.1,
                      waiting: sides.filter { $0.value.0.answeredAt == nil }.mapValues { $0.0.id })
            },
            flags: flags, meetings: try db.meetings.list(of: id, limit: 30), staff: staff,
            reached: try engagement.reached.map { try access.open($0, in: id.text, of: engagement.newcomer, as: relation) },
            isSharing: try !Sharing.open(among: [engagement], in: db, at: now).isEmpty)
    }

    private static func name(_ id: PersonID, _ db: any Connection, _ access: inout Access) throws -> String? {
        guard let person = try db.persons.find(id, visibleTo: access.actor) else { return nil }
        return try access.open(person.givenName, in: id.text, of: id, as: .sameOrganization)
    }
}
