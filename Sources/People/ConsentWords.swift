import Localization
import Trust

extension ConsentEvent.Manner {
    /// What can be chosen at the desk; the words are those of the form field `how`.
    static let atDesk: [ConsentEvent.Manner] = [.spoken] + ConsentEvent.Interpreter.named.map { .interpreted(by: $0) }

    /// As a form sends it, such as `interpreted:phone`.
    var code: String { [channel.rawValue, interpreter?.rawValue].compactMap(\.self).joined(separator: ":") }

    init?(code: String) {
        guard let found = Self.atDesk.first(where: { $0.code == code }) else { return nil }
        self = found
    }

    var message: Message {
        switch (channel, interpreter) {
        case (.guardian, nil) where guardian == .unknown: Message("At the desk")
        case (.spoken, _), (.guardian, nil): Message("Said at the desk, in a language both speak")
        case (.interpreted, .professional), (.guardian, .professional): Message("Through a professional interpreter")
        case (.interpreted, .phone), (.guardian, .phone): Message("Through an interpreter on the phone")
        case (.interpreted, .volunteer), (.guardian, .volunteer): Message("Through a volunteer who interprets")
        case (.interpreted, .colleague), (.guardian, .colleague): Message("Through a colleague who interprets")
        case (.interpreted, .family), (.guardian, .family): Message("Through someone of the family")
        case (.interpreted, _), (.guardian, .unknown): Message("Through an interpreter")
        case (.own, _): Message("On the person’s own page")
        case (.imported, _): Message("In an older list")
        case (.program, _): Message("By the program itself")
        }
    }
}

extension ConsentEvent.Manner {
    /// How it was said, and of a child by whom and what it said itself.
    var facts: [(name: Message, words: Message)] { facts(message) }

    /// The same, to the person themselves.
    var factsToPerson: [(name: Message, words: Message)] { facts(toPerson) }

    var toPerson: Message { channel == .own ? Message("On your own page") : message }

    private func facts(_ how: Message) -> [(name: Message, words: Message)] {
        [(Message("How"), how)] + (guardian.map { [(Message("Who answered for the child"), $0.message)] } ?? [])
            + (assent.map { [(Message("What the child says"), $0.message)] } ?? [])
    }
}

extension ConsentEvent.Interpreter {
    static let named: [ConsentEvent.Interpreter] = [.professional, .phone, .volunteer, .colleague, .family]
}

extension ConsentEvent.Guardian {
    static let named: [ConsentEvent.Guardian] = [.parent, .appointed, .office]

    package var message: Message {
        switch self {
        case .parent: Message("Mother or father")
        case .appointed: Message("A guardian whom a court or an office named")
        case .office: Message("The office that has the child in its care")
        case .unknown: Message("A parent or guardian")
        }
    }
}

extension ConsentEvent.Assent {
    var message: Message {
        switch self {
        case .yes: Message("The child agrees")
        case .tooYoung: Message("The child is too young to be asked")
        }
    }
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
