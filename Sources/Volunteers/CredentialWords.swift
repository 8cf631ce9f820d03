import Localization
import Markup
import Web

extension RoleCatalog {
    /// What is to be shown, in words.
    func words(_ kind: Credential.Kind, _ say: Speech) -> HTML {
        if let name = name(of: kind) { return name.html(say) }
        return say(kind.message)
    }
}

extension Credential.Kind {
    /// In words where the hub's file has none of its own.
    var message: Message {
        switch group {
        case "reference": self == .childReference ? Message("Reference, also with children") : Message("Reference")
        case "interview": Message("A meeting with us")
        case "agreement": Message("Agreement signed")
        case "age": Message("At least \(detail, "years") years old, by a document")
        case "check": Message("Background check")
        default: Message("Training")
        }
    }
}

extension Credential.Kind {
    /// What it means that it was not met: referees may also have said that they are not sure.
    var refusal: Message { isFromOthers ? Message("There was no clear yes") : Message("The answer was no") }
}

extension Requirement.State {
    func html(of kind: Credential.Kind, _ say: Speech) -> HTML {
        switch self {
        case .met(nil): say("Shown")
        case .met(let until?): say("Shown, counts until \(say.day(until), "day")")
        case .missing(let count): say(count, one: "Not yet shown", other: "\(count, "count") still to be shown")
        case .expired(let day): say("Ended on \(say.day(day), "day")")
        case .notMet(let day) where kind.isFromOthers: "\(say(kind.refusal)), \(say("on \(say.day(day), "day")"))"
        case .notMet(let day): say("The answer was no, on \(say.day(day), "day")")
        }
    }

    var isMet: Bool {
        if case .met = self { true } else { false }
    }
}

extension Clearance {
    /// Whether the person may do the role, on one line.
    func tag(_ say: Speech) -> HTML {
        switch self {
        case .cleared(nil): "<span class=\"tag good\">\(Picture("check")) \(say("Cleared"))</span>"
        case .cleared(let until?): "<span class=\"tag good\">\(Picture("check")) \(say("Cleared until \(say.day(until), "day")"))</span>"
        case .notYetShown: "<span class=\"tag warn\">\(Picture("clock")) \(say("Not yet shown", context: "clearance"))</span>"
        }
    }
}
