import Foundation
import Identity
import Storage

/// A letter that does not get through, as an administrator sees it: no person, no address.
public struct StuckLetter: Sendable {
    /// Random: it tells nothing.
    public let id: String
    public let letter: String
    /// False where the person has no address to write to.
    public let hasAddress: Bool
    public let failure: MailFailure?
    public let since: Date

    public init(id: String, letter: String, hasAddress: Bool, failure: MailFailure?, since: Date) {
        (self.id, self.letter, self.hasAddress, self.failure, self.since) = (id, letter, hasAddress, failure, since)
    }
}

/// How many letters are in which state.
public struct OutboxCounts: Sendable, Equatable {
    public var waiting = 0, dead = 0, unreachable = 0
    /// Since when the longest waiting letter is due; nil where none is.
    public var dueSince: Date?
    /// What last went wrong with letters that are tried again.
    public var troubles: [MailFailure: Int] = [:]
    public init() {}
}

/// How far one letter came.
public enum LetterProgress: Sendable, Hashable {
    /// On its way; after a try that failed, with why.
    case waiting(MailFailure?)
    case sent
    /// Given up; nil where there is no address to write to.
    case stuck(MailFailure?)
}

extension OutboxStore {
    /// How far the newest letter of this kind to this person came; nil where there is none.
    public func progress(of letter: Letter, to person: PersonID) throws -> LetterProgress? {
        guard let row = try db.rows("""
            SELECT status, last_error FROM outbox WHERE person_id = \(person) AND letter = \(letter.name) ORDER BY created_at DESC, key DESC LIMIT 1
            """).first else { return nil }
        return try progress(row)
    }

    /// The letters to this person and how far each came, the newest first.
    ///
    /// - Parameter limit: 1 to 500.
    public func written(to person: PersonID, limit: Int) throws -> [(name: String, at: Date, progress: LetterProgress)] {
        try db.rows("""
            SELECT letter, created_at, status, last_error FROM outbox WHERE person_id = \(person) ORDER BY created_at DESC, key LIMIT \(min(max(limit, 1), 500))
            """).map { (try $0.get("letter"), try $0.get("created_at"), try progress($0)) }
    }

    /// Since when letters to these people do not get through, where the newest of each did not; one query for all.
    ///
    /// - Parameters:
    ///   - since: older ones are left out.
    ///   - except: kinds of letters that tell nothing of it.
    public func unreached(_ people: [PersonID], since moment: Date, except kinds: [String]) throws -> [PersonID: Date] {
        try db.rows("""
            SELECT o.person_id, max(o.created_at) AS at FROM outbox o WHERE o.person_id IN \(in: people) AND o.status IN ('dead', 'unreachable') AND o.created_at >= \(moment)
              AND o.letter NOT IN \(in: kinds)
              AND NOT EXISTS (SELECT 1 FROM outbox l WHERE l.person_id = o.person_id AND l.status = 'sent' AND l.created_at > o.created_at AND l.letter NOT IN \(in: kinds))
            GROUP BY o.person_id
            """).reduce(into: [:]) { $0[try $1.get("person_id")] = try $1.get("at") }
    }

    private func progress(_ row: Row) throws -> LetterProgress {
        let failure = (try row.get("last_error") as String?).flatMap(MailFailure.init)
        return switch try row.get("status") as String {
        case "waiting": .waiting(failure)
        case "sent": .sent
        default: .stuck(failure)
        }
    }

    /// Dead and unreachable letters, the newest first.
    ///
    /// - Parameter limit: 1 to 500.
    public func stuck(limit: Int) throws -> [StuckLetter] {
        try db.rows("""
            SELECT id, letter, status, last_error, due_at FROM outbox WHERE status IN ('dead', 'unreachable')
            ORDER BY due_at DESC, id LIMIT \(min(max(limit, 1), 500))
            """).map { row in
            StuckLetter(
                id: try row.get("id"), letter: try row.get("letter"), hasAddress: try row.get("status") as String == "dead",
                failure: (try row.get("last_error") as String?).flatMap(MailFailure.init), since: try row.get("due_at"))
        }
    }

    public func counts() throws -> OutboxCounts {
        var counts = OutboxCounts()
        try db.each("SELECT status, last_error, count(*) AS letters, min(due_at) AS due FROM outbox WHERE status <> 'sent' GROUP BY status, last_error") { row in
            let letters: Int = try row.get("letters"), due: Date = try row.get("due")
            switch try row.get("status") as String {
            case "waiting":
                counts.waiting += letters
                counts.dueSince = min(counts.dueSince ?? due, due)
                if let failure = (try row.get("last_error") as String?).flatMap(MailFailure.init) { counts.troubles[failure, default: 0] += letters }
            case "dead": counts.dead += letters
            default: counts.unreachable += letters
            }
        }
        return counts
    }
}
