import House
import Identity
import Localization
import Storage

extension VolunteerDesk {
    /// Open offers by whose turn it is.
    static func standing(_ db: any Connection, _ organization: OrganizationID) throws -> DeskFigure? {
        let counts = try db.steps.counts(in: organization), all = counts.values.reduce(0, +)
        guard all > 0 else { return nil }
        let ready = counts[.nobody] ?? 0
        let names: [(NextStep.Turn, Message)] = [
            (.nobody, Message("Ready to start")), (.hub, Message("Waiting for us")),
            (.referees, Message("Waiting for people who know them")), (.applicant, Message("Waiting for the volunteer")),
        ]
        return DeskFigure(
            Message("Volunteers, by whose turn it is"),
            summary: Message(count: all, one: "One open offer; \(ready, "ready") ready to start.", other: "\(all, "count") open offers; \(ready, "ready") of them ready to start."),
            bars: names.map { .init($1, counts[$0] ?? 0) }, to: "/volunteers")
    }

    /// How many clearances end, and when.
    static func ends(_ db: any Connection, _ organization: OrganizationID, _ today: Day) throws -> DeskFigure? {
        let soon = try [-1, 30, 60, 90, 180].map { try db.steps.countEnding(by: today.adding(days: $0), in: organization) }
        guard let last = soon.last, last > 0 else { return nil }
        let names = [Message("Ended already"), Message("Within 30 days"), Message("In 31 to 60 days"), Message("In 61 to 90 days"), Message("In 91 to 180 days")]
        let bars = names.enumerated().map { place, name in
            DeskFigure.Bar(name, soon[place] - (place == 0 ? 0 : soon[place - 1]), isTooMany: place == 0 && soon[0] > 0)
        }
        return DeskFigure(
            Message("Clearances that end"),
            summary: Message(count: last, one: "One clearance ends within half a year.", other: "\(last, "count") clearances end within half a year."),
            bars: bars, to: "/volunteers")
    }
}
