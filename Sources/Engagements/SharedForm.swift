import Foundation
import Markup
import Web

/// A form that two may have open at once: it carries along what it showed, so each changes only what they touched.
protocol SharedForm: Sendable {
    /// Of what the form showed.
    var version: Int { get set }
    /// What the form showed when it was opened, by the names of the fields; empty where it does not say.
    var shown: [String: String] { get set }
    static var parts: [FormPart<Self>] { get }
}

/// A field of a shared form.
struct FormPart<Form>: Sendable {
    let name: String
    /// What stands in it, as it is sent.
    let text: @Sendable (Form) -> String
    /// Puts what stands in the second in place of what was typed in the first.
    let take: @Sendable (inout Form, Form) -> Void

    init<Value>(_ name: String, _ path: any WritableKeyPath<Form, Value> & Sendable, _ text: @escaping @Sendable (Value) -> String) {
        self.name = name
        self.text = { text($0[keyPath: path]) }
        take = { $0[keyPath: path] = $1[keyPath: path] }
    }

    init(_ name: String, _ path: any WritableKeyPath<Form, String> & Sendable) { self.init(name, path) { $0 } }

    /// Boxes that are ticked.
    init(_ name: String, _ path: any WritableKeyPath<Form, Set<String>> & Sendable) { self.init(name, path) { $0.sorted().joined(separator: " ") } }
}

extension SharedForm {
    var values: [String: String] { Self.parts.reduce(into: [:]) { $0[$1.name] = $1.text(self) } }

    /// What was changed in this form, to be saved over what stands there by now: what its author left alone is as somebody else wrote it.
    ///
    /// Where the form does not say what it showed, all of it is its author's.
    func over(_ standing: Self) -> Self {
        var form = self
        for part in Self.parts where shown[part.name] == plain(part.text(self)) { part.take(&form, standing) }
        (form.version, form.shown) = (standing.version, standing.values)
        return form
    }

    /// The fields that both changed, each to something else.
    func conflicts(with standing: Self) -> Set<String> {
        Set(Self.parts.filter { part in
            let (mine, theirs) = (plain(part.text(self)), plain(part.text(standing)))
            return mine != theirs && shown[part.name] != mine && shown[part.name] != theirs
        }.map(\.name))
    }

    static func shown(in fields: Fields) -> [String: String] {
        parts.reduce(into: [:]) { shown, part in
            if let one = fields.values(field(part.name)).first { shown[part.name] = plain(String(one.prefix(4000))) }
        }
    }

    var shownFields: [HTML] {
        shown.sorted { $0.key < $1.key }.map { "<input type=\"hidden\" \(.name(field($0.key))) \(.value($0.value))>" }
    }
}

private func field(_ name: String) -> String { "was_\(name)" }

/// Browsers send the end of a line in two characters.
private func plain(_ text: String) -> String { text.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }
