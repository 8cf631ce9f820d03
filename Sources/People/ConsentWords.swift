import Localization
import Markup
import Trust
import Web

extension ConsentEvent.Manner {
    /// What can be chosen at the desk; the words are those of the form field `how`.
    static let atDesk: [ConsentEvent.Manner] = [.spoken] + ConsentEvent.Interpreter.named.map { .interpreted(by: $0) }
        + ConsentEvent.Assent.allCases.map { .guardian(assent: $0) }

    /// As a form sends it, such as `interpreted:phone`.
    var code: String { [channel.rawValue, interpreter?.rawValue, assent?.rawValue].compactMap(\.self).joined(separator: ":") }

    init?(code: String) {
        guard let found = Self.atDesk.first(where: { $0.code == code }) else { return nil }
        self = found
    }

    var message: Message {
        switch (channel, interpreter, assent) {
        case (.spoken, _, _): Message("Said at the desk, in a language both speak")
        case (.interpreted, .professional, _): Message("Through a professional interpreter")
        case (.interpreted, .phone, _): Message("Through an interpreter on the phone")
        case (.interpreted, .volunteer, _): Message("Through a volunteer who interprets")
        case (.interpreted, .colleague, _): Message("Through a colleague who interprets")
        case (.interpreted, .family, _): Message("Through someone of the family")
        case (.interpreted, _, _): Message("Through an interpreter")
        case (.guardian, _, .tooYoung): Message("By a parent or guardian, for a child too young to be asked")
        case (.guardian, _, _): Message("By a parent or guardian, and the child agrees")
        case (.own, _, _): Message("On the person’s own page")
        case (.imported, _, _): Message("In an older list")
        case (.program, _, _): Message("By the program itself")
        }
    }
}

extension ConsentEvent.Interpreter {
    static let named: [ConsentEvent.Interpreter] = [.professional, .phone, .volunteer, .colleague, .family]
}

extension ConsentEvent.Decision {
    var message: Message {
        switch self {
        case .requested: Message("Asked")
        case .given: Message("Yes")
        case .reconfirmed: Message("Yes, once more")
        case .refused: Message("No")
        case .withdrawn: Message("Taken back")
        case .expired: Message("Ended by itself")
        case .invalidated: Message("Declared void: it was written down by mistake")
        }
    }
}

/// How something was said, to choose from.
struct MannerChoice {
    /// Unique on the page.
    let id: String

    func html(_ say: Speech) -> HTML {
        """
        <div class="field"><label \(.for(id))>\(say("How it was explained and answered"))</label><select \(.id(id)) name="how">\
        \(ConsentEvent.Manner.atDesk.map { "<option \(.value($0.code))>\(say.plain($0.message))</option>" as HTML })</select></div>
        """
    }
}
