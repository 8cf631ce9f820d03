import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Web

/// A breach as it is written down; kept as it was typed until it is right.
struct BreachForm: Sendable {
    var what = ""
    let day: String, time: String

    /// As the form begins: known now.
    init(at now: Date, in zone: TimeZone) {
        let minutes = (Int(now.timeIntervalSince(Day(now, in: zone).start(in: zone))) / 60) % 1440
        (day, time) = (Day(now, in: zone).description, "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)")
    }

    init(_ fields: Fields) { (what, day, time) = (fields["what"], fields["day"], fields["time"]) }

    func knownAt(in zone: TimeZone) -> Date? {
        let parts = time.split(separator: ":").compactMap { Int(typed: $0) }
        guard let day = Day(typed: day), parts.count == 2, (0...23).contains(parts[0]), (0...59).contains(parts[1]) else { return nil }
        return day.start(in: zone) + Double(parts[0] * 3600 + parts[1] * 60)
    }

    func problems(at now: Date, in zone: TimeZone) -> [FieldProblem] {
        var found: [FieldProblem] = []
        if !Breach.wordsLength.contains(what.count) { found.append(FieldProblem("what", BreachProblem.what.message)) }
        guard Day(typed: day) != nil else { return found + [FieldProblem("day", BreachProblem.day.message)] }
        guard let known = knownAt(in: zone) else { return found + [FieldProblem("time", BreachProblem.time.message)] }
        if known > now { found.append(FieldProblem("day", BreachProblem.future.message)) }
        return found
    }
}

/// Why something about a breach was not done.
enum BreachProblem {
    case what, day, time, future, words, search, nobody

    var message: Message {
        switch self {
        case .what: Message("Write in 10 to 4000 letters what happened.")
        case .day: Message("Write the day on which you knew, such as 2026-11-28.")
        case .time: Message("Write the time at which you knew, such as 14:30.")
        case .future: Message("You can’t have known of it later than now.")
        case .words: Message("Write 10 to 4000 letters.")
        case .nobody: Message("Nobody is in the list of people concerned yet. Add them above, or say why nobody is told.")
        case .search: Message("Choose a kind of data, or a person and two days of which the first is not after the second.")
        }
    }
}

extension FileSource {
    /// Breaches that someone was told of.
    static let breaches = FileSource(Message("What happened to data about you"), picture: "warning", fields: []) { person, hub, db, _ in
        try db.breaches.told(person, at: hub.now()).map { sealed in
            let breach = try hub.keyring.opened(sealed)
            return FileLine(Message("What we told you"), breach.words ?? "")
        }
    }
}
