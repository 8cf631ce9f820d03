import Identity

/// How the person whose field is asked for stands to the actor; supplied by the area that knows.
public enum Relation: String, Sendable, Hashable, CaseIterable {
    /// The actor's own field.
    case own
    /// Someone in the actor's care.
    case assigned
    /// Someone of the actor's organization, not in their care.
    case sameOrganization = "same_organization"
    /// Someone of the actor's organization whose record they opened in an emergency.
    case emergency
    /// Someone whose record was opened in an emergency, to the officer who looks at it afterwards.
    case underReview = "under_review"
    /// Someone who named the actor as one to ask about them; the actor has no sign-in, only a link that works once.
    case askedAbout = "asked_about"
    /// Someone of a household that the actor is asked to help, before both sides have said yes: no name, no contact.
    case askedHousehold = "asked_household"
    /// The volunteer by whom the actor is asked to be helped, before both sides have said yes.
    case askedHelper = "asked_helper"
    /// The other side of a match that both accepted and agreed to share in.
    case matched
    /// Someone who answers a question of a match at the desk, to the worker who writes it down.
    case answering
    /// Staff whom the actor is told to turn to.
    case turnedTo = "turned_to"
    /// Someone who raised a concern, to the one who leads on concerns.
    case raised
    /// Someone of whom the actor is named to read sealed notes.
    case entrusted
    /// Someone whom the program sends a letter that was posted to them.
    case addressed
    /// Someone who asked for something about their own data, to whoever answers for data protection.
    case requested
    case none
}

/// All that is weighed when someone asks for a personal field.
public struct AccessRequest: Sendable {
    public var roles: Set<Role>
    /// What the route declared.
    public var purpose: Purpose
    public var relation: Relation
    public var kind: FieldClass
    /// What the field is held for, and on which ground, as the register says.
    public var heldFor: Set<Purpose>
    public var basis: LawfulBasis
    /// Whether the person agrees at this moment to have fields of this class used so.
    public var hasConsent = false
    /// Whether the use of the person's data is restricted (GDPR, Article 18).
    public var isRestricted = false
    /// Whether the actor has opened this record in an emergency, and the hour is not over.
    public var isEmergency = false

    public init(roles: Set<Role>, purpose: Purpose, relation: Relation, kind: FieldClass, heldFor: Set<Purpose>, basis: LawfulBasis) {
        (self.roles, self.purpose, self.relation, self.kind, self.heldFor, self.basis) = (roles, purpose, relation, kind, heldFor, basis)
    }
}

/// The one place where it is decided whether a personal field may be opened; everything that no rule allows is refused.
public enum AccessDecision {
    /// Role, declared purpose, ground or consent, relation and class of the field: all five, or nothing.
    public static func permits(_ request: AccessRequest) -> Bool {
        guard request.heldFor.contains(request.purpose), !request.isRestricted || staysOpen(request) else { return false }
        return AccessRule.all.contains { rule in
            rule.relation == request.relation && rule.kinds.contains(request.kind) && rule.purposes.contains(request.purpose)
                && rule.who.admits(request.roles) && (request.hasConsent || request.basis != .consent && !rule.asksConsent)
                && (request.isEmergency || rule.relation != .emergency)
        }
    }

    /// What a restriction leaves open: what is one's own, protection of data and of people; that someone does a task of the staff stays known.
    private static func staysOpen(_ request: AccessRequest) -> Bool {
        [.own, .turnedTo].contains(request.relation) || [.ownFile, .dataProtection, .safeguarding, .protection].contains(request.purpose)
    }

    /// The roles that may open such a field for one of these purposes, for the register of processing.
    public static func openers(of kind: FieldClass, for purposes: Set<Purpose>) -> Set<Role> {
        Set(staff(opening: kind, for: purposes).map(\.role))
    }

    /// Who of the staff may open such a field for one of these purposes, as the person concerned is told: by role, or by what each of them is to that
    /// person, where a role by itself opens nothing.
    public static func readers(of kind: FieldClass, for purposes: Set<Purpose>) -> Set<StaffReader> {
        Set(staff(opening: kind, for: purposes).map { role, relation in
            switch relation {
            case .raised: .leadOnConcerns
            case .entrusted: .namedForNotes
            default: .role(role)
            }
        })
    }

    private static func staff(opening kind: FieldClass, for purposes: Set<Purpose>) -> [(role: Role, relation: Relation)] {
        AccessRule.all.compactMap { rule in
            guard case .holding(let role) = rule.who, rule.kinds.contains(kind), !rule.purposes.isDisjoint(with: purposes) else { return nil }
            return (role, rule.relation)
        }
    }

    /// Whether those who are asked to be matched with someone read such a field of theirs before anybody said yes.
    public static func isToldWhoIsAsked(_ kind: FieldClass) -> Bool {
        AccessRule.all.contains { [.askedHousehold, .askedHelper].contains($0.relation) && $0.kinds.contains(kind) }
    }

    /// Whether the other side of a match opens such a field, once both said yes.
    public static func isToldBetween(_ kind: FieldClass) -> Bool {
        AccessRule.all.contains { $0.relation == .matched && $0.purposes.contains(.matching) && $0.kinds.contains(kind) }
    }
}

/// A worker who may open something of someone.
public enum StaffReader: Sendable, Hashable {
    case role(Role)
    /// Of whoever raised a concern, the one who leads on concerns, whatever their role.
    case leadOnConcerns
    /// Of whom there are sealed notes, those who are named to read them.
    case namedForNotes
}

/// One thing that is allowed: to whom, for what, about whom, and which classes of fields.
struct AccessRule: Sendable {
    enum Who: Sendable {
        case anyone
        /// Whoever holds no role, such as the program itself or someone who came by a link.
        case noRole
        case holding(Role)

        func admits(_ roles: Set<Role>) -> Bool {
            switch self {
            case .anyone: true
            case .noRole: roles.isEmpty
            case .holding(let role): roles.contains(role)
            }
        }
    }
    let who: Who
    let purposes: Set<Purpose>
    let relation: Relation
    let kinds: Set<FieldClass>
    /// What leaves the care of the organization rests on the person's consent, whatever the field itself is held on.
    var asksConsent = false

    private init(_ who: Who, _ purposes: Set<Purpose>, _ relation: Relation, _ kinds: Set<FieldClass>, asksConsent: Bool = false) {
        (self.who, self.purposes, self.relation, self.kinds, self.asksConsent) = (who, purposes, relation, kinds, asksConsent)
    }

    static let all = own + betweenSides + casework + coordination + protection

    private static let own = [
        // Notes only where the register says that they are for one's own file: what someone said of a need, and not what stood in an older list.
        AccessRule(.anyone, [.ownFile], .own, Set(FieldClass.allCases).subtracting([.protection])),
        // Whoever says yes to a match is told whether a guardian has to say it with them.
        AccessRule(.anyone, [.matching], .own, [.majority]),
    ]

    /// Between two sides, whatever role a signed-in one may hold besides.
    private static let betweenSides = [
        AccessRule(.anyone, [.matching], .askedHousehold, [.birth, .circumstances]),
        AccessRule(.anyone, [.matching], .askedHelper, [.identity, .circumstances]),
        AccessRule(.anyone, [.matching], .matched, [.identity, .contact], asksConsent: true),
    ] + [Role.caseWorker, .coordinator].map {
        // Nobody's answer is taken down as another's, and no child's as an adult's.
        AccessRule(.holding($0), [.matching], .answering, [.identity, .majority])
    } + [
        // The case worker of a household learns who helps it.
        AccessRule(.holding(.caseWorker), [.casework], .matched, [.identity]),
        AccessRule(.noRole, [.volunteering], .askedAbout, [.identity]),
        // In their own file people read, too, which worker opened it.
        AccessRule(.anyone, [.casework, .matching, .volunteering, .safeguarding, .protection, .ownFile], .turnedTo, [.account]),
        // The program itself holds no role, and learns where a letter goes: nothing else, for nothing else. A letter about
        // someone's own request is one of data protection, and reaches them though all else rests.
        AccessRule(.noRole, [.messaging, .dataProtection], .addressed, [.contact, .account]),
    ]

    private static let casework = [
        AccessRule(.holding(.caseWorker), [.casework], .assigned, [.identity, .birth, .majority, .contact, .circumstances, .notes]),
        AccessRule(.holding(.caseWorker), [.casework], .sameOrganization, [.identity, .birth, .circumstances]),
        AccessRule(.holding(.caseWorker), [.casework], .emergency, [.identity, .birth, .contact, .circumstances]),
    ]

    private static let coordination = [Relation.assigned, .sameOrganization].flatMap { relation in
        [AccessRule(.holding(.coordinator), [.volunteering], relation, [.identity, .birth, .contact, .circumstances, .supervision]),
         AccessRule(.holding(.coordinator), [.matching], relation, [.circumstances])]
    }

    /// Whoever leads on concerns holds any role of staff; the area asks only for the one named in the settings.
    private static let protection = [Role.caseWorker, .coordinator, .officer, .administrator].map {
        AccessRule(.holding($0), [.safeguarding], .raised, [.identity, .contact, .account, .concern])
    } + [Role.caseWorker, .coordinator, .officer].map {
        // The hub opens its own lock alone; who else has a key, the area asks of the note.
        AccessRule(.holding($0), [.protection], .entrusted, [.identity, .protection])
    } + [
        AccessRule(.holding(.caseWorker), [.protection], .assigned, [.identity]),
        // The officer sees which worker opened a record and why, never whose record it was.
        AccessRule(.holding(.administrator), [.administration], .sameOrganization, [.account]),
        AccessRule(.holding(.officer), [.dataProtection], .sameOrganization, [.account]),
        AccessRule(.holding(.officer), [.dataProtection], .underReview, [.emergency]),
        AccessRule(.holding(.officer), [.dataProtection], .requested, [.request]),
    ]
}
