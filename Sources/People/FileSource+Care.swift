import Accounts
import Foundation
import House
import Identity
import Localization
import Trust

extension FileSource {
    /// In whose care someone's household is, and how that changed.
    static let care = FileSource(Message("Who works with you"), picture: "hand", fields: [.caredFor]) { id, hub, db, access in
        guard let home = try db.persons.find(id, visibleTo: access.actor)?.household.flatMap({ try db.households.find($0, visibleTo: access.actor) }) else { return [] }
        let asked = try db.handovers.all(of: home.id), changes = try db.careChanges.all(of: home.id), zone = hub.settings.value.zone
        let users = asked.flatMap { [$0.from, $0.to, $0.answeredBy].compactMap(\.self) } + changes.map(\.worker)
        let names = try access.names(of: users + [home.worker].compactMap(\.self), in: db)
        let lines = asked.map { handover in
            (handover.askedAt, FileLine(Message("A change"), detail: handover.cause?.toPerson) { say in say.plain(handover.told(on: say.day(Day(handover.askedAt, in: zone)), names, say)) })
        } + changes.map { change in
            (change.at, FileLine(Message("A change")) { say in say.plain(change.told(on: say.day(Day(change.at, in: zone)), of: names[change.worker] ?? say.plain(Message.somebodyGone))) })
        }
        let worker = home.worker.flatMap { names[$0] }
        return [worker.map { FileLine(Message("Your case worker"), $0) } ?? FileLine(Message("Your case worker"), Message("Nobody yet. A case worker will take it on."))]
            + lines.sorted { $0.0 > $1.0 }.map(\.1)
    }
}

extension FieldEntry {
    /// By ids alone: it tells nobody by itself, and goes with the household.
    static let caredFor = FieldEntry(
        table: "handovers", column: "cause", kind: .circumstances, purposes: [.casework, .ownFile], basis: .publicTask, retention: .afterClosing, sensitivity: .ordinary,
        owner: .caseWorker).from(.staff)
}

extension Handover {
    /// What became of it, to those concerned.
    fileprivate func told(on day: String, _ names: [UserID: String], _ say: Speech) -> Message {
        func name(_ user: UserID?) -> String { user.flatMap { names[$0] } ?? say.plain(Message.somebodyGone) }
        let new = name(to), old = name(from), decider = name(answeredBy)
        guard from != nil else { return Message("On \(day, "day") \(new, "name") became your case worker.") }
        return switch answer {
        case .yes: Message("On \(day, "day") it was asked that \(new, "name") becomes your case worker instead of \(old, "other"). \(decider, "decider") said yes.")
        case .no: Message("On \(day, "day") it was asked that \(new, "name") becomes your case worker instead of \(old, "other"). \(decider, "decider") said no.")
        case .withdrawn: Message("On \(day, "day") it was asked that \(new, "name") becomes your case worker instead of \(old, "other"). It came to nothing.")
        case nil: Message("On \(day, "day") it was asked that \(new, "name") becomes your case worker instead of \(old, "other"). Nobody has answered yet.")
        }
    }
}

extension Message {
    /// In place of the name of staff who left, once it is erased.
    static let somebodyGone = Message("somebody who works here no more")
}
