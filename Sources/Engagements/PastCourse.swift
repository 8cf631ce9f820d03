import Foundation
import House
import Identity
import Storage
import Trust

/// What happened in one invented engagement after it began: meetings, check-ins, what they raised, and how it ended.
struct PastCourse {
    let seeds: PastSeeds
    let pair: PastPair
    let engagement: Engagement
    private var hub: Hub { seeds.hub }
    private var story: PastStory { pair.story }

    func tell(in db: any Connection, _ access: inout Access) throws {
        if story.meets { try logMeetings(in: db) }
        if !story.shares { try db.flags.raise(.noConsent, nil, of: engagement.id, in: engagement.organization, at: seeds.moment(pair.days)) }
        try askHowItWent(in: db)
        if let since = pair.restsSince {
            try rest(since, in: db, &access)
        } else if case .ended(let ending, let daysAgo, let isNeedMet, let reached) = story.course {
            try end(ending, at: seeds.moment(daysAgo), isNeedMet: isNeedMet, reached: reached, in: db, &access)
        } else if !story.meets {
            try watchFirstMeeting(in: db)
        }
    }

    /// The last day on which something happened.
    private var last: Day {
        if case .ended(_, let daysAgo, _, _) = story.course { return seeds.today.adding(days: -daysAgo - 1) }
        return seeds.today.adding(days: -1 - (pair.restsSince ?? 0))
    }

    /// About as often as agreed, never more than a dozen; the newcomer tells of every second one, too.
    private func logMeetings(in db: any Connection) throws {
        let span = last.days(since: engagement.startedOn), gap = max(30 / max(1, engagement.timesAMonth), span / 12, 3)
        for (number, day) in stride(from: 2, through: span, by: gap).enumerated() {
            let sides: [Side] = engagement.volunteer == nil ? [.need] : number % 2 == 0 ? [.offer, .need] : [.offer]
            for side in sides {
                let meeting = Meeting(side: side, day: engagement.startedOn.adding(days: day), kind: .met)
                try db.meetings.log(meeting, of: engagement.id, at: seeds.moment(pair.days - day))
            }
        }
    }

    private func askHowItWent(in db: any Connection) throws {
        guard let schedule = seeds.parts.programs[engagement.program]?.checkIns else { return }
        let due = schedule.allDue(from: engagement.startedOn, on: last)
        for day in due {
            for side in Side.allCases {
                guard let person = engagement.person(side) else { continue }
                let isLast = day == due.last, answers = isLast ? (side == .need ? story.newcomer : story.volunteer) : .well
                try ask(side, person, on: day, answers, in: db)
            }
        }
    }

    private func ask(_ side: Side, _ person: PersonID, on day: Day, _ answers: CheckInAnswers?, in db: any Connection) throws {
        let asked = seeds.moment(seeds.today.days(since: day))
        let checkIn = CheckIn(
            id: hub.newID(), engagement: engagement.id, side: side, person: person, dueOn: day, answeredAt: nil, answers: nil, words: nil, channel: nil)
        guard try db.checkIns.ask(checkIn.id, engagement.id, side, person, due: day, at: asked) else { return }
        if let answers {
            _ = try db.checkIns.take(answers, words: nil, to: checkIn, in: engagement.organization, side == .need ? .own : .link, at: asked + 7200)
        } else if checkIn.isOverdue(on: seeds.today), pair.restsSince == nil {
            try db.flags.raise(.overdueCheckIn, side, of: engagement.id, in: engagement.organization, at: asked + Double(CheckIn.overdueDays) * 86_400)
        }
    }

    private func watchFirstMeeting(in db: any Connection) throws {
        guard let standing = try db.engagements.find(engagement.id), standing.lacksFirstMeeting(on: seeds.today) else { return }
        let due = seeds.moment(pair.days - Engagement.firstMeetingDays)
        try db.flags.raiseOnce(.noFirstMeeting, of: engagement.id, in: engagement.organization, at: due)
    }

    private func rest(_ since: Int, in db: any Connection, _ access: inout Access) throws {
        let moment = seeds.moment(since)
        guard try db.engagements.suspend(engagement.id, .clearance, at: moment) else { return }
        try db.flags.raise(.suspended, nil, of: engagement.id, in: engagement.organization, at: moment)
        try access.record(.engagementSuspended, on: engagement.id, of: engagement.volunteer, fields: ["suspension"], at: moment, in: db)
    }

    private func end(_ ending: Engagement.Ending, at moment: Date, isNeedMet: Bool, reached: String, in db: any Connection, _ access: inout Access) throws {
        let words = reached.isEmpty ? nil : try hub.keyring.seal(reached, as: ReachedWords.self, row: engagement.id.text, of: engagement.newcomer)
        let user = seeds.coordinator.user
        guard try db.engagements.end(engagement.id, ending, isNeedMet: isNeedMet, reached: words, by: user, at: moment) else { return }
        try db.matches.set(.ended, of: engagement.match, at: moment)
        if isNeedMet { _ = try db.needs.closeAsMet(engagement.need, at: moment) }
        try access.record(.engagementEnded, on: engagement.id, of: engagement.newcomer, fields: ["ending"], at: moment, in: db)
    }
}

extension CheckInSchedule {
    /// All days up to `today` on which both sides were to be asked, the first before the others.
    func allDue(from start: Day, on today: Day) -> [Day] {
        var days: [Day] = [], until = today
        while let day = latestDue(from: start, on: until) {
            days.insert(day, at: 0)
            until = day.adding(days: -1)
        }
        return days
    }
}
