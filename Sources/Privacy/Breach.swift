import Foundation
import Identity
import Localization
import Markup
import Storage
import Vault
import Web

/// That personal data was lost, changed or seen by someone who should not have: from the moment it is known a clock runs (GDPR, Articles 33 and 34).
struct Breach: Sendable {
    static let clockSeconds = 72 * 3600.0
    static let wordsLength = 10...4000
    /// For so long a slip can be taken back; letters leave after it.
    static let undoSeconds = 600.0

    /// What was decided about telling someone: when they were told, or why not.
    enum Told: Sendable, Hashable {
        case open
        case at(Date)
        /// The reason is kept in the hub's own words.
        case not(because: String)
        var isDecided: Bool { self != .open }

        /// Whether a slip can still be taken back.
        func undoable(at now: Date) -> Bool { if case .at(let date) = self { now < date + Breach.undoSeconds } else { false } }
    }
    /// How it stands with the 72 hours in which the authority has to hear of it.
    enum Clock: Sendable, Hashable { case running, overdue, stopped }

    let id: String
    let organization: OrganizationID
    let what: String
    let knownAt: Date, writtenAt: Date
    var authority: Told = .open
    var people: Told = .open
    /// What was written to the people concerned.
    var words: String?
    var measures: String?
    var closedAt: Date?
    var affected = 0

    init(id: String = Secret.token(bytes: 16), organization: OrganizationID, what: String, knownAt: Date, at now: Date) {
        (self.id, self.organization, self.what, self.knownAt, writtenAt) = (id, organization, what, knownAt, now)
    }

    var dueAt: Date { knownAt + Self.clockSeconds }
    func clock(at now: Date) -> Clock { authority.isDecided ? .stopped : now < dueAt ? .running : .overdue }
    /// What is left of the 72 hours, rounded down: nobody may think that they have longer.
    func left(at now: Date) -> Message {
        let minutes = max(0, Int(dueAt.timeIntervalSince(now) / 60)), hours = minutes / 60
        guard hours == 0 else { return Message(count: hours, one: "One hour of the 72 is left.", other: "\(hours, "count") hours of the 72 are left.") }
        return Message(count: minutes, one: "One minute of the 72 hours is left.", other: "\(minutes, "count") minutes of the 72 hours are left.")
    }
    /// Whether the authority heard of it in time; nil before it did.
    var wasInTime: Bool? { if case .at(let date) = authority { date <= dueAt } else { nil } }
    var canClose: Bool { authority.isDecided && people.isDecided && closedAt == nil }
}

extension Breach {
    static let samples: [Breach] = {
        func breach(_ change: (inout Breach) -> Void) -> Breach {
            var breach = Breach(id: "x", organization: ID(high: 1, low: 1), what: "A laptop was stolen", knownAt: .distantPast, at: .distantPast)
            change(&breach)
            return breach
        }
        return [
            breach { _ in }, breach { $0.authority = .at(.distantPast); $0.people = .not(because: "The disk was encrypted"); $0.affected = 3 },
            breach { $0.authority = .not(because: "No risk"); $0.people = .at(.distantPast); $0.words = "A laptop was stolen."; $0.measures = "New locks"; $0.closedAt = .distantPast; $0.affected = 1 },
        ]
    }()

    func state(_ say: Speech, at now: Date) -> HTML {
        if closedAt != nil { return "<span class=\"tag good\">\(say("The breach is closed"))</span>" }
        return switch clock(at: now) {
        case .running: "<span class=\"tag warn\">\(say(left(at: now)))</span>"
        case .overdue: "<span class=\"tag bad\">\(say("The 72 hours are over"))</span>"
        case .stopped: "<span class=\"tag\">\(say("To be closed"))</span>"
        }
    }

    /// One of a list, by the day on which it became known: what happened is read on its own page.
    func card(_ say: Speech, at now: Date, in zone: TimeZone) -> HTML {
        """
        <li><article class="card"><h3><a \(.href("/breaches/\(id)"))>\(say("Known since \(say.instant(knownAt, in: zone), "time")"))</a></h3>
        <p>\(state(say, at: now)) \(say(affected, one: "One person is concerned.", other: "\(affected, "count") people are concerned."))</p></article></li>
        """
    }
}
