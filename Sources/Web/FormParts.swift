import Localization
import Markup

/// All that is wrong with a form, above it, each leading to its field.
public struct ProblemList: Sendable {
    let problems: [FieldProblem]
    public init(_ problems: [FieldProblem]) { self.problems = problems }

    public func html(_ say: Speech) -> HTML? {
        guard !problems.isEmpty else { return nil }
        return """
            <section class="problems" role="alert" tabindex="-1" aria-labelledby="problems-title">
            <h2 id="problems-title">\(Picture("warning")) \(say("Please check this"))</h2>
            <ul>\(problems.map { "<li><a \(.href(Route("").fragment($0.field)))>\(say($0.message))</a></li>" as HTML })</ul>
            </section>
            """
    }
}

/// One line to type into, with its label, a hint and what is wrong with it.
public struct TextField: Sendable {
    public enum Kind: String, Sendable {
        case text, email, password, tel, date, search
        /// Addresses, numbers and codes are written from the left in every script.
        var direction: String { self == .text || self == .search ? "auto" : "ltr" }
    }
    let name: String, label: Message, value: String, kind: Kind
    let hint: Message?, problem: Message?
    let autocomplete: String?

    public init(name: String, label: Message, value: String, kind: Kind = .text, hint: Message? = nil,
                problem: Message? = nil, autocomplete: String? = nil) {
        (self.name, self.label, self.value, self.kind) = (name, label, value, kind)
        (self.hint, self.problem, self.autocomplete) = (hint, problem, autocomplete)
    }

    public func html(_ say: Speech) -> HTML {
        """
        <div class="field">
        <label \(.for(name))>\(say(label))</label>
        \(hint.map { "<p class=\"hint\" \(.id(name + "-hint"))>\(say($0))</p>" as HTML })
        \(problem.map { "<p class=\"problem\" \(.id(name + "-problem"))>\(Picture("warning")) \(say($0))</p>" as HTML })
        <input \(.id(name)) \(.name(name)) \(.type(kind.rawValue)) \(.value(value)) \(.dir(kind.direction)) \
        \(when: problem != nil, "aria-invalid=\"true\"") \(autocomplete.map(Attribute.autocomplete)) \(described.map(Attribute.describedBy))>
        </div>
        """
    }

    private var described: String? {
        let parts = [hint.map { _ in name + "-hint" }, problem.map { _ in name + "-problem" }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}

/// One of several to tick, as a large row.
public struct Choice: Sendable {
    let name: String, value: String, label: HTML, isChosen: Bool, isRadio: Bool

    public init(name: String, value: String, label: HTML, isChosen: Bool, isRadio: Bool = false) {
        (self.name, self.value, self.label, self.isChosen, self.isRadio) = (name, value, label, isChosen, isRadio)
    }

    public var html: HTML {
        """
        <label><input \(.type(isRadio ? "radio" : "checkbox")) \(.name(name)) \(.value(value)) \(when: isChosen, " checked")>
        <span>\(label)</span></label>
        """
    }
}

extension [FieldProblem] {
    /// What is wrong with this field, if anything.
    public func first(_ field: String) -> Message? { first { $0.field == field }?.message }
}

/// The one field that takes a code of the app, or a recovery code in its place.
public struct CodeField: Sendable {
    let name: String
    let problem: Message?

    public init(_ name: String, problem: Message?) { (self.name, self.problem) = (name, problem) }

    public func html(_ say: Speech) -> HTML {
        TextField(name: name, label: Message("The code of your app"), value: "",
                  hint: Message("Six digits. Without your phone: one of your recovery codes."),
                  problem: problem, autocomplete: "one-time-code").html(say)
    }
}
