import Foundation
import House
import Identity
import Localization
import People
import Storage
import Trust
import Volunteers
import Web

extension FileSource {
    /// What was asked for on someone's behalf; what others of the household seek stands in their own files.
    static func needs(_ programs: ProgramCatalog) -> FileSource {
        FileSource(Message("What you asked for"), picture: "heart", fields: FieldEntry.ofNeeds) { id, _, db, access in
            guard let household = try db.persons.find(id, visibleTo: access.actor)?.household else { return [] }
            let needs = try db.needs.list(of: household).filter { $0.person == id }, times = try db.needs.times(of: needs.map(\.id)), words = try db.needs.words(of: needs.map(\.id))
            var lines: [FileLine] = []
            for need in needs {
                let name = programs[need.program]?.name ?? LocalWords(["en": need.program])
                lines.append(FileLine(Message("Help that is sought"), name, detail: need.closing?.message))
                lines.append(FileLine(Message("Since"), need.openedOn, detail: need.urgency.message))
                if let said = words[need.id] { lines.append(FileLine(Message("In your words"), try access.open(said, in: need.id.text, of: id, as: .own))) }
                lines.append(FileLine(Message("By whom you wish to be helped"), need.genderWish.message))
                if let fact = need.access.fact { lines.append(FileLine(Message("Disability"), fact)) }
                lines += times[need.id, default: []].map { slot in FileLine(Message("When you have time")) { slot.plain($0) } }
            }
            guard !lines.isEmpty else { return [] }
            lines += try db.matches.guests(of: needs.map(\.id)).map { people in FileLine(Message("Counted where places are for people")) { people.plain($0) } }
            return lines + [FileLine(
                Message("For the matching"), Message("Languages, part of town, times and ages stand a second time under a number, without your name. It is worked out from what is above."))]
        }
    }

    /// For what a volunteer has time, and how long.
    static func offers(_ programs: ProgramCatalog) -> FileSource {
        FileSource(Message("What you offer"), picture: "tools", fields: FieldEntry.ofOffers) { id, _, db, access in
            guard let giver = try db.offers.own(of: id, in: access.actor.organization) else { return [] }
            let offered = try db.offers.list(of: giver.id).filter(\.isOpen).map { programs[$0.program]?.name ?? LocalWords(["en": $0.program]) }
            return offered.map { FileLine(Message("Help that is offered"), $0) } + [FileLine(Message("Time for how many")) { $0.number(giver.capacity) }]
                + (giver.lastDay.map { [FileLine(Message("Until when"), $0)] } ?? [])
        }
    }

    /// What someone was asked, answered and began together with others; the other side's answers are theirs.
    static func life(_ parts: LifeParts) -> FileSource {
        FileSource(Message("What you do together"), picture: "people", fields: FieldEntry.ofLife) { id, hub, db, access in
            let zone = hub.settings.value.zone
            var lines: [FileLine] = []
            for ask in try db.asks.own(of: id, at: hub.now()) {
                lines.append(FileLine(Message("Asked on"), Day(ask.leavesAt, in: zone), detail: ask.answer.map { $0 == .yes ? Message("said yes") : Message("said no") } ?? Message("has not answered")))
                if let language = ask.agreedIn { lines.append(FileLine(Message("Read and agreed to in")) { $0.languageName(language) }) }
                if ask.isWithChildren { lines.append(FileLine(Message("Children"), Message("Children live in the household."))) }
                if let guardian = ask.guardian { lines.append(FileLine(Message("Who said yes for you"), guardian.message)) }
                if let reason = ask.reason { lines.append(FileLine(Message("Your words"), try access.open(reason, in: ask.id.text, of: id, as: .own))) }
            }
            for engagement in try db.engagements.own(of: id) where engagement.organization == access.actor.organization {
                lines += try told(engagement, to: id, zone, db, &access)
            }
            for checkIn in try db.checkIns.answered(by: id) {
                guard let answers = checkIn.answers else { continue }
                let day = checkIn.answeredAt.map { Day($0, in: zone) } ?? checkIn.dueOn
                lines.append(FileLine(Message("How things were"), detail: answers.meeting.message) { "\($0.day(day)): \($0.plain(answers.going.message))" })
                lines.append(FileLine(Message("Whether you feel safe and respected"), answers.isSafe ? Message("Yes", context: "safe") : Message("No", context: "safe")))
                if answers.wantsTalk { lines.append(FileLine(Message("Whether you want to talk to someone"), Message("Yes", context: "talk"))) }
                if let words = checkIn.words { lines.append(FileLine(Message("Your words"), try access.open(words, in: checkIn.id.text, of: id, as: .own))) }
            }
            return lines
        }
    }
}

extension FileSource {
    /// How one engagement stands and what was written down of it, by this side and about it.
    ///
    /// What the other side said, and what was done about that, is theirs: it stands in their own file, or may not be told at all (docs/decisions/rights.md).
    private static func told(_ engagement: Engagement, to person: PersonID, _ zone: TimeZone, _ db: any Connection, _ access: inout Access) throws -> [FileLine] {
        let side = engagement.side(of: person)
        var lines = [FileLine(Message("Begun on"), engagement.startedOn, detail: engagement.status.message)]
        if engagement.isWithChildren { lines.append(FileLine(Message("Children"), Message("Children live in the household."))) }
        // What a volunteer has to show again is theirs; the other side reads that it rests.
        if let suspension = engagement.suspension, suspension == .decision || side == .offer { lines.append(FileLine(Message("Why it rests"), suspension.toPerson)) }
        if let ending = engagement.ending { lines.append(FileLine(Message("How it ended"), ending.message)) }
        if let reached = engagement.reached, engagement.newcomer == person {
            lines.append(FileLine(Message("What was reached"), try access.open(reached, in: engagement.id.text, of: person, as: .own)))
        }
        for meeting in try db.meetings.list(of: engagement.id, limit: 500) where meeting.side == side { lines.append(FileLine(meeting.kind.toPerson, meeting.day)) }
        for flag in try db.flags.list(of: engagement.id, limit: 500) where flag.isTold(to: side) {
            lines.append(FileLine(Message("For whoever coordinates"), flag.kind.message, detail: flag.settledAt == nil ? Message("It waits.") : Message("It was seen to.")))
            lines.append(FileLine(Message("Noted on"), Day(flag.raisedAt, in: zone)))
            // Sealed under the key of whoever is helped: nobody else's file can open it. What was done where someone was not safe may protect another.
            if let note = flag.note, engagement.newcomer == person, flag.kind != .unsafe {
                lines.append(FileLine(Message("What was done about it"), try access.open(note, in: flag.id, of: person, as: .own)))
            }
        }
        return lines
    }
}

extension Flag {
    /// What came of this side's own words, or of nobody's. That two tell it differently, or that something of the other has run out, would tell of the other.
    fileprivate func isTold(to side: Side?) -> Bool {
        self.side == nil ? [.noFirstMeeting, .noConsent].contains(kind) : self.side == side
    }
}

extension Meeting.Kind {
    fileprivate var toPerson: Message {
        switch self {
        case .met: Message("You said that you met")
        case .wrote: Message("You said that you wrote or called")
        case .missed: Message("You said that you did not meet")
        }
    }
}

extension Engagement.Suspension {
    fileprivate var toPerson: Message {
        switch self {
        case .clearance: Message("Something that is asked of whoever helps has to be shown again.")
        case .decision: Message("It was decided here.")
        }
    }
}
