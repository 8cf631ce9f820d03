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
    /// Someone whom the program sends a letter that was posted to them.
    case addressed
    case none
}

/// The one place where it is decided whether a personal field may be opened; everything not listed is refused.
public enum AccessDecision {
    public static func permits(_ roles: Set<Role>, _ purpose: Purpose, _ kind: FieldClass, _ relation: Relation) -> Bool {
        if relation == .own { return purpose == .ownFile && kind != .notes }
        if relation == .askedAbout { return roles.isEmpty && purpose == .volunteering && kind == .identity }
        // The program itself holds no role, and learns where a letter goes: nothing else, for nothing else.
        if relation == .addressed { return roles.isEmpty && purpose == .messaging && (kind == .contact || kind == .account) }
        return roles.contains { permits($0, purpose, kind, relation) }
    }

    private static func permits(_ role: Role, _ purpose: Purpose, _ kind: FieldClass, _ relation: Relation) -> Bool {
        switch (role, purpose, relation) {
        case (.caseWorker, .casework, .assigned): kind != .account
        case (.caseWorker, .casework, .sameOrganization): kind == .identity || kind == .circumstances
        case (.coordinator, .volunteering, .assigned), (.coordinator, .volunteering, .sameOrganization):
            kind == .identity || kind == .contact || kind == .circumstances
        case (.coordinator, .matching, .assigned), (.coordinator, .matching, .sameOrganization): kind == .circumstances
        // The officer sees which worker opened a record, never whose record it was.
        case (.administrator, .administration, .sameOrganization), (.officer, .dataProtection, .sameOrganization): kind == .account
        default: false
        }
    }
}
