import Foundation
import Markup
import Web

/// What a form showed when it was opened, sent along with what was typed: so of two who save at once each changes only what they touched.
enum FormStart {
    static func read(_ fields: Fields, _ names: [String]) -> [String: String] {
        names.reduce(into: [:]) { shown, name in
            let all = fields.values(field(name))
            if let one = all.first { shown[name] = plain(String(one.prefix(4000))) }
        }
    }

    /// Whether its author changed this field; where the form does not say what it showed, all of it is theirs.
    static func isChanged(_ name: String, _ values: [String: String], from shown: [String: String]) -> Bool {
        shown[name] != plain(values[name] ?? "")
    }

    static func html(_ shown: [String: String]) -> [HTML] {
        shown.sorted { $0.key < $1.key }.map { "<input type=\"hidden\" \(.name(field($0.key))) \(.value($0.value))>" }
    }

    private static func field(_ name: String) -> String { "was_\(name)" }

    /// Browsers send the end of a line in two characters.
    private static func plain(_ text: String) -> String { text.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }
}
