import Identity

/// How the person whose field is asked for stands to the actor; supplied by the area that knows.
public enum Relation: String, Sendable, Hashable, CaseIterable {
    /// The actor's own field.
    case own
    /// Someone in the actor's care.
    case assigned
    /// Someone of the actor's organization, not in their care.
    case sameOrganization = "same_organization"
    /// Someone who named the actor as one to ask about them; the actor has no sign-in, only a link that works once.
    case askedAbout = "asked_about"
    /// Someone of a household that the actor is asked to help, before both sides have said yes: no name, no contact.
    case askedHousehold = "asked_household"
    /// The volunteer by whom the actor is asked to be helped, before both sides have said yes.
    case askedHelper = "asked_helper"
    /// The other side of a match that both accepted and agreed to share in.
    case matched
    /// Staff whom the actor is told to turn to.
    case turnedTo = "turned_to"
    /// Someone who raised a concern, to the one who leads on concerns.
    case raised
    /// Someone whom the program sends a letter that was posted to them.
    case addressed
    /// Someone who asked for something about their own data, to whoever answers for data protection.
    case requested
    case none
}

/// The one place where it is decided whether a personal field may be opened; everything not listed is refused.
public enum AccessDecision {
    /// - Parameter isRestricted: whether the person's data is kept and not used (GDPR, Article 18). Then it opens for their own file, for
    ///   data protection and for safeguarding alone; that someone does a task of the staff stays known.
    public static func permits(
        _ roles: Set<Role>, _ purpose: Purpose, _ kind: FieldClass, _ relation: Relation, isRestricted: Bool = false
    ) -> Bool {
        if isRestricted, relation != .turnedTo, ![.ownFile, .dataProtection, .safeguarding].contains(purpose) { return false }
        switch relation {
        case .own: return purpose == .ownFile && kind != .notes
        case .askedAbout: return roles.isEmpty && purpose == .volunteering && kind == .identity
        // Between two sides, whatever role a signed-in one may hold besides.
        case .askedHousehold: return purpose == .matching && (kind == .birth || kind == .circumstances)
        case .askedHelper: return purpose == .matching && (kind == .identity || kind == .circumstances)
        case .matched: return between(roles, purpose, kind)
        // The program itself holds no role, and learns where a letter goes: nothing else, for nothing else. A letter about
        // someone's own request is one of data protection, and reaches them though all else rests.
        case .addressed: return roles.isEmpty && (purpose == .messaging || purpose == .dataProtection) && (kind == .contact || kind == .account)
        // In their own file people read, too, which worker opened it.
        case .turnedTo: return [.matching, .volunteering, .safeguarding, .ownFile].contains(purpose) && kind == .account
        case .assigned, .sameOrganization, .raised, .requested, .none: return roles.contains { permits($0, purpose, kind, relation) }
        }
    }

    private static func between(_ roles: Set<Role>, _ purpose: Purpose, _ kind: FieldClass) -> Bool {
        switch purpose {
        case .matching: kind == .identity || kind == .contact
        // The case worker of a household learns who helps it.
        case .casework: roles.contains(.caseWorker) && kind == .identity
        default: false
        }
    }

    private static func permits(_ role: Role, _ purpose: Purpose, _ kind: FieldClass, _ relation: Relation) -> Bool {
        switch (role, purpose, relation) {
        case (.caseWorker, .casework, .assigned): [.identity, .birth, .contact, .circumstances, .notes].contains(kind)
        case (.caseWorker, .casework, .sameOrganization): [.identity, .birth, .circumstances].contains(kind)
        case (.coordinator, .volunteering, .assigned), (.coordinator, .volunteering, .sameOrganization):
            [.identity, .birth, .contact, .circumstances, .supervision].contains(kind)
        case (.coordinator, .matching, .assigned), (.coordinator, .matching, .sameOrganization): kind == .circumstances
        // Whoever leads on concerns holds any role of staff; the area asks only for the one named in the settings.
        case (.caseWorker, .safeguarding, .raised), (.coordinator, .safeguarding, .raised), (.officer, .safeguarding, .raised),
             (.administrator, .safeguarding, .raised):
            [.identity, .contact, .account, .concern].contains(kind)
        case (.officer, .dataProtection, .requested): kind == .request
        // The officer sees which worker opened a record, never whose record it was.
        case (.administrator, .administration, .sameOrganization), (.officer, .dataProtection, .sameOrganization): kind == .account
        default: false
        }
    }

    /// The roles that may open such a field for one of these purposes, for the register of processing.
    public static func openers(of kind: FieldClass, for purposes: Set<Purpose>) -> Set<Role> {
        Set(Role.allCases.filter { role in
            purposes.contains { purpose in
                [.assigned, .sameOrganization, .raised, .requested].contains { permits([role], purpose, kind, $0) }
            }
        })
    }

    /// Whether the other side of a match opens such a field, once both said yes.
    public static func isToldBetween(_ kind: FieldClass) -> Bool { permits([], .matching, kind, .matched) }
}
