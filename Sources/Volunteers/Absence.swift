import Identity
import Localization
import Web

/// Days on which someone has no time, whatever the week says; both ends belong to it.
public struct Absence: Sendable, Hashable {
    public let from: Day, to: Day

    /// Nil where it would end before it begins.
    public init?(from: Day, to: Day) {
        guard from <= to else { return nil }
        (self.from, self.to) = (from, to)
    }

    public func contains(_ day: Day) -> Bool { from <= day && day <= to }
}

/// An absence as the volunteer types it; one day where only the first is given.
struct AbsenceForm: Sendable {
    var from = "", to = ""

    init() {}
    init(_ fields: Fields) { (from, to) = (fields["from"], fields["to"]) }

    /// - Throws: the problem of the field that is wrong, seen on this day.
    func absence(on today: Day) throws(FieldProblem) -> Absence {
        guard let first = Day(typed: from) else { throw FieldProblem("from", Message("Write the day, such as 2026-11-21.")) }
        guard let last = to.isEmpty ? first : Day(typed: to) else { throw FieldProblem("to", Message("Write the day, such as 2026-11-21.")) }
        guard last >= today else { throw FieldProblem("to", Message("These days are over already.")) }
        guard let absence = Absence(from: first, to: last) else { throw FieldProblem("to", Message("It can't end before it begins.")) }
        return absence
    }
}
