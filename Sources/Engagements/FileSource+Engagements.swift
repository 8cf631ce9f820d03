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
            let needs = try db.needs.list(of: household).filter { $0.person == id }, times = try db.needs.times(of: needs.map(\.id))
            var lines: [FileLine] = []
            for need in needs {
                let name = programs[need.program]?.name ?? LocalWords(["en": need.program])
                lines.append(FileLine(Message("Help that is sought"), name, detail: need.closing?.message ?? need.urgency.message))
                lines.append(FileLine(Message("Since"), need.openedOn))
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
                if let guardian = ask.guardian { lines.append(FileLine(Message("Who said yes for you"), guardian.message)) }
                if let reason = ask.reason { lines.append(FileLine(Message("Your words"), try access.open(reason, in: ask.id.text, of: id, as: .own))) }
            }
            let engagements = try db.engagements.own(of: id).filter { $0.organization == access.actor.organization }
            for engagement in engagements {
                lines.append(FileLine(Message("Begun on"), engagement.startedOn, detail: engagement.status.message))
            }
            for checkIn in try db.checkIns.answered(by: id) {
                guard let answers = checkIn.answers else { continue }
                lines.append(FileLine(Message("How things were"), detail: answers.meeting.message) { "\($0.day(checkIn.dueOn)): \($0.plain(answers.going.message))" })
                if let words = checkIn.words { lines.append(FileLine(Message("Your words"), try access.open(words, in: checkIn.id.text, of: id, as: .own))) }
            }
            return lines
        }
    }
}
