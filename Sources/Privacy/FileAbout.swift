import House
import Identity
import Localization
import Trust

/// What someone may know of a section of their file besides what it holds (GDPR, Article 15(1)): why it is kept, how long, where it came from,
/// and who sees it. It is made from the register alone.
struct FileAbout: Sendable {
    let purposes: [Purpose], rules: [RetentionRule], origins: [Origin], staff: Set<StaffReader>
    let isToldWhoIsAsked: Bool, isToldBetween: Bool

    /// Nil where the register says nothing of it.
    init?(_ section: FileSection, _ all: [RetentionRule]) {
        guard !section.fields.isEmpty else { return nil }
        let fields = section.fields, events = Set(fields.map(\.retention.event)), matched = fields.filter { $0.purposes.contains(.matching) }
        purposes = Purpose.allCases.filter { purpose in purpose != .ownFile && fields.contains { $0.purposes.contains(purpose) } }
        rules = all.filter { events.contains($0.event) }
        origins = Origin.allCases.filter(section.origins.contains)
        staff = fields.reduce(into: []) { $0.formUnion(AccessDecision.readers(of: $1.kind, for: $1.purposes)) }
        isToldWhoIsAsked = matched.contains { AccessDecision.isToldWhoIsAsked($0.kind) }
        isToldBetween = matched.contains { AccessDecision.isToldBetween($0.kind) }
    }

    /// One line each: a name, and what there is to say.
    func facts(_ say: Speech) -> [(key: String, name: Message, words: [Message])] {
        [("why", Message("Why it is kept"), purposes.isEmpty ? [Purpose.ownFile.reason] : purposes.map(\.reason)), ("kept", Message("How long"), rules.map { $0.told(say) }),
         ("from", Message("Where it came from"), origins.map(\.message)), ("seen_by", Message("Who may see it"), readers)]
    }

    private var readers: [Message] {
        let roles = Role.allCases.filter { staff.contains(.role($0)) }
        let lead = roles.isEmpty ? Message("only the one who leads on concerns") : Message("the one who leads on concerns, if you raised one")
        let found = roles.map(\.message) + (staff.contains(.leadOnConcerns) ? [lead] : [])
            + (staff.contains(.namedForNotes) ? [Message("whoever is named to read sealed notes about you, if there are any")] : [])
            + (isToldWhoIsAsked ? [Message("whoever is asked whether they and you fit together")] : [])
            + (isToldBetween ? [Message("the other side of a match, once both agreed")] : [])
        return found.isEmpty ? [Message("nobody but you and the program")] : found
    }
}

extension RetentionRule {
    /// To the person concerned: years where they are whole ones.
    fileprivate func told(_ say: Speech) -> Message {
        let event = say.plain(trigger), isYears = days.isMultiple(of: 365), years = days / 365
        let period = isYears ? Message(count: years, one: "One year after \(event, "event")", other: "\(years, "count") years after \(event, "event")")
            : Message(count: days, one: "One day after \(event, "event")", other: "\(days, "count") days after \(event, "event")")
        let told = say.plain(period)
        return switch action {
        case .erase: Message("\(told, "period"). Then it is erased.")
        case .aggregate: Message("\(told, "period"). Then it is erased, and only counted.")
        case .review: Message("\(told, "period"). Then we decide whether it is erased.")
        }
    }
}

extension Origin {
    var message: Message {
        switch self {
        case .person: Message("from you")
        case .staff: Message("from staff of the hub")
        case .list: Message("from a list that was kept before")
        case .named: Message("from people whom you named")
        case .program: Message("from the program itself")
        }
    }
}

extension Hub {
    /// What the register says of these sections.
    func about(_ sections: [FileSection]) -> [FileAbout?] {
        let rules = features.flatMap(\.retention)
        return sections.map { FileAbout($0, rules) }
    }

    /// Whom one can complain to, by name where the settings have one.
    var complaint: Message {
        let authority = settings.value.authority
        return authority.isEmpty ? Message("You can complain about how your data is handled: to us, or to the data protection authority of your country.")
            : Message("You can complain about how your data is handled: to us, or to the authority: \(authority, "authority").")
    }
}

extension FileAbout {
    static let samples: [FileAbout?] = {
        let rules = [RetentionRule.Action.erase, .aggregate, .review].enumerated().flatMap { number, action in
            [365, 730, 1, 30].map { days in
                RetentionRule(
                    Message("Letters"), RetentionPeriod(days: days, after: RetentionEvent(rawValue: "\(number)")), trigger: Message("it was opened"), action, find: { _, _, _, _ in [] },
                    drop: { _, _, _, _ in })
            }
        }
        let fields = rules.enumerated().map { number, rule in
            FieldEntry(
                table: "needs", column: "words", kind: number == 0 ? .concern : .birth, purposes: Set(Purpose.allCases), basis: .publicTask,
                retention: RetentionPeriod(days: rule.days, after: rule.event), sensitivity: .ordinary, owner: .officer)
        }
        return [FileAbout(FileSection(Message("Letters"), picture: "mail", lines: [], fields: fields, origins: Set(Origin.allCases)), rules)]
    }()
}
