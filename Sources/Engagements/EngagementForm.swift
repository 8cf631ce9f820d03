import Identity
import Localization
import Web

/// What the coordinator typed about an engagement, kept until it is right.
struct EngagementForm: Sendable {
    /// As it was typed; nil where nothing was.
    var until: String?
    var ending: Engagement.Ending?
    var isNeedMet = true
    var reached = ""

    init() {}

    init(_ fields: Fields) {
        until = fields.all.contains { $0.name == "until" } ? String(fields["until"].prefix(40)) : nil
        ending = Engagement.Ending(rawValue: fields["ending"])
        (isNeedMet, reached) = (fields["need"] == "met", String(fields["reached"].prefix(4000)))
    }
}

extension FieldProblem {
    static let untilLater = FieldProblem(
        "until", Message("Write a day that is later than it is planned until now, such as \("2027-05-31", "example"), and at most ten years after the beginning."))
}
