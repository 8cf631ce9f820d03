import Accounts
import Hummingbird
import Identity

/// A door whose address names something, and what comes of it for whom.
struct RecordDoor: Sendable {
    enum Kind: Sendable, Hashable {
        /// Public: only an unknown one is answered in another way.
        case open(unknown: Int)
        /// For whoever holds the link, and by no other.
        case link
        case record
    }
    let method: HTTPRequest.Method
    let path: String
    let kind: Kind
    /// Whose it is: roles of its organization, each with somebody who has it.
    var holders: Set<Role> = []
    /// Of them, those whose every colleague may do the same.
    var alike: Set<Role> = []
    /// The answer to a colleague without it, and to every other role that the door lets in.
    var refusal = 404
    var fields: [(String, String)] = []
    /// The answer to whoever has it.
    let answer: Int

    private static func open(_ method: HTTPRequest.Method, _ path: String, unknown: Int) -> RecordDoor {
        RecordDoor(method: method, path: path, kind: .open(unknown: unknown), answer: 200)
    }

    private static func link(_ method: HTTPRequest.Method, _ path: String, _ fields: [(String, String)] = []) -> RecordDoor {
        RecordDoor(method: method, path: path, kind: .link, fields: fields, answer: method == .get ? 200 : 303)
    }

    private static func record(
        _ method: HTTPRequest.Method, _ path: String, _ holders: Set<Role>, alike: Set<Role> = [], refusal: Int = 404,
        _ fields: [(String, String)] = [], shows: Bool = false
    ) -> RecordDoor {
        RecordDoor(
            method: method, path: path, kind: .record, holders: holders, alike: alike, refusal: refusal, fields: fields,
            answer: method == .get || shows ? 200 : 303)
    }

    /// In a household's care, or not: a colleague sees that it is there and takes it over first.
    private static func inCare(_ method: HTTPRequest.Method, _ path: String, _ fields: [(String, String)] = [], shows: Bool = false) -> RecordDoor {
        record(method, path, [.caseWorker], refusal: 403, fields, shows: shows)
    }

    /// Of the whole organization for whoever has this role.
    private static func common(_ method: HTTPRequest.Method, _ path: String, _ role: Role, _ fields: [(String, String)] = [], shows: Bool = false) -> RecordDoor {
        record(method, path, [role], alike: [role], fields, shows: shows)
    }

    /// At the desk: the coordinator for all, the case worker for the households in their care.
    private static func desk(_ method: HTTPRequest.Method, _ path: String, _ fields: [(String, String)] = []) -> RecordDoor {
        record(method, path, [.coordinator, .caseWorker], alike: [.coordinator], refusal: 403, fields)
    }

    /// All of them; forms in an order in which each still finds what it changes.
    static let all = directory + people + needs + round + asks + checkIns + engagements + volunteers + concerns + sealedNotes + consents + protection + accounts + imports + requests

    private static let directory = [
        open(.get, "/services/:id", unknown: 404), open(.get, "/assets/:name", unknown: 404),
        open(.get, "/reference/:token", unknown: 404), open(.post, "/reference/:token", unknown: 404),
        // Digits that nobody has look like any others, and whoever has begun no offer is sent to its beginning.
        open(.get, "/card/:code", unknown: 200), open(.get, "/volunteer/question/:name", unknown: 404), open(.post, "/volunteer/question/:name", unknown: 404),
    ]
    private static let people = [
        common(.get, "/households/:id", .caseWorker), inCare(.get, "/households/:id/members/new"), inCare(.post, "/households/:id/members", [("given", "Sami")]),
        inCare(.get, "/persons/:id/details"), inCare(.post, "/persons/:id/details", [("given", "Sami"), ("version", "1")]),
        inCare(.post, "/persons/:id/contacts", [("value", "07700900123")]), inCare(.post, "/persons/:id/contacts/:contact/removal"),
        inCare(.post, "/persons/:id/consents/:notice", [("decision", "given"), ("how", "spoken")]),
        // The form tells everyone whether it is needed; in one's own care sending it changes nothing.
        common(.get, "/households/:id/emergency", .caseWorker), common(.post, "/households/:id/emergency", .caseWorker, [("reason", "A call from the neighbors")]),
        // What is in a colleague's care is not taken, but asked for; what somebody offers is taken by the one to whom it is offered.
        record(.post, "/households/:id/worker", [.caseWorker], refusal: 422), common(.get, "/households/:id/handover", .caseWorker),
        common(.post, "/households/:id/handover", .caseWorker, [("cause", "known"), ("to", "a case worker")]),
        record(.post, "/handovers/:id/answer", [.caseWorker], refusal: 403, [("answer", "no")]),
    ]
    private static let needs = [
        inCare(.get, "/households/:id/needs/new"), inCare(.post, "/households/:id/needs", [("program", "goods")]),
        inCare(.get, "/needs/:id"), inCare(.post, "/needs/:id", [("version", "1")]),
        inCare(.post, "/needs/:id/closure", [("closing", "met")]), inCare(.post, "/needs/:id/reopening"),
    ]
    private static let round = [
        common(.get, "/round/needs/:need", .coordinator), common(.get, "/round/needs/:need/offers/:offer", .coordinator),
        common(.post, "/round/needs/:need/offers/:offer", .coordinator, [("rule", "pinned")]), common(.get, "/rounds/:id/replay", .coordinator),
        // The volunteer has no place left: whoever may keep one is told so.
        RecordDoor(
            method: .post, path: "/round/needs/:need/offers/:offer/hold", kind: .record, holders: [.coordinator], alike: [.coordinator], refusal: 404,
            fields: [("until", "2026-12-20")], answer: 409),
        common(.post, "/round/needs/:need/hold/removal", .coordinator),
    ]
    private static let yes = [("answer", "yes")], sharing = [("sharing", "yes")], reason = [("reason", "x")]
    private static let asks = [
        record(.get, "/my/asks/:id", [.newcomer]), record(.post, "/my/asks/:id/answer", [.newcomer], yes),
        record(.post, "/my/asks/:id/sharing", [.newcomer], sharing), record(.post, "/my/asks/:id/reason", [.newcomer], reason),
        link(.get, "/asks/:id/:key"), link(.post, "/asks/:id/:key/answer", yes), link(.post, "/asks/:id/:key/sharing", sharing),
        link(.post, "/asks/:id/:key/reason", reason),
        desk(.get, "/asks/:id/desk"), desk(.post, "/asks/:id/desk/answer", yes), desk(.post, "/asks/:id/desk/sharing", sharing),
        desk(.post, "/asks/:id/desk/reason", reason), common(.post, "/matches/:id/withdrawal", .coordinator),
    ]
    private static let answers = [("going", "good"), ("meeting", "yes"), ("safe", "yes"), ("talk", "no")]
    private static let checkIns = [
        record(.get, "/my/check-ins/:id", [.newcomer]), link(.get, "/check-ins/:id/:key"), desk(.get, "/check-ins/:id/desk"),
        record(.post, "/my/check-ins/:id/answer", [.newcomer], answers), link(.post, "/check-ins/:id/:key/answer", answers),
        desk(.post, "/check-ins/:id/desk/answer", answers),
    ]
    private static let meeting = [("day", "2026-11-25"), ("kind", "met")]
    private static let engagements = ["meetings", "meetings/removal", "support", "sharing"].flatMap { part in
        [record(.post, "/my/engagements/:id/\(part)", [.newcomer, .volunteer], meeting), link(.post, "/engagements/:id/:side/:key/\(part)", meeting)]
    } + [
        record(.get, "/my/engagements/:id", [.newcomer, .volunteer]), link(.get, "/engagements/:id/:side/:key"),
        common(.get, "/engagements/:id", .coordinator), common(.post, "/engagements/:id/flags/:flag/settlement", .coordinator),
        common(.post, "/engagements/:id/supervisor", .coordinator, [("supervisor", "the coordinator")]),
        common(.post, "/engagements/:id/extension", .coordinator, [("until", "2030-01-01")]),
        common(.post, "/engagements/:id/suspension", .coordinator), common(.post, "/engagements/:id/resumption", .coordinator),
        common(.post, "/engagements/:id/ending", .coordinator, [("ending", "agreed_end")]), common(.post, "/engagements/:id/reopening", .coordinator),
    ]
    private static let volunteers = [
        common(.post, "/offers/:id/closure", .coordinator), common(.post, "/offers/:id/reopening", .coordinator),
        common(.post, "/volunteers/:id/capacity", .coordinator, [("capacity", "2")]),
        common(.get, "/volunteers/:id/time", .coordinator), common(.post, "/volunteers/:id/time", .coordinator, [("until", "2030-01-01")]),
        common(.get, "/offers/:id/places", .coordinator), common(.post, "/offers/:id/places", .coordinator, [("title", "English class"), ("capacity", "12"), ("version", "1")]),
        common(.get, "/offers/:id/end", .coordinator), common(.post, "/offers/:id/end", .coordinator, [("until", "2030-01-01")]),
        common(.get, "/volunteers/:id", .coordinator), common(.get, "/volunteers/:id/credentials", .coordinator),
        common(.post, "/volunteers/:id/credentials", .coordinator, [("kind", "interview"), ("outcome", "met"), ("issued_on", "2026-11-20")]),
        common(.post, "/volunteers/:id/referees", .coordinator, [("name", "Edith"), ("contact", "07700900124")]),
        common(.post, "/volunteers/:id/links", .coordinator, [("referee", "a referee")], shows: true),
        common(.post, "/volunteers/:id/links/end", .coordinator, [("referee", "a referee")]),
        common(.post, "/volunteers/:id/corrections", .coordinator, [("credential", "a credential")]),
        common(.get, "/volunteers/:id/details", .coordinator), common(.post, "/volunteers/:id/details", .coordinator, [("given", "Tom"), ("version", "1")]),
        common(.get, "/volunteers/:id/contacts/:contact", .coordinator), common(.post, "/volunteers/:id/contacts/:contact", .coordinator, [("value", "moved@canary.example")]),
        common(.post, "/volunteers/:id/consents/:notice", .coordinator, [("decision", "withdrawn"), ("how", "spoken")]), common(.get, "/volunteers/:id/receipts/:receipt", .coordinator),
        common(.post, "/volunteers/:id/roles", .coordinator, [("roles", "tutor")]),
        common(.post, "/volunteers/:id/closure", .coordinator), common(.post, "/volunteers/:id/reopening", .coordinator),
    ]
    private static let consents = [
        inCare(.get, "/persons/:id/receipts/:receipt"), record(.get, "/my/receipts/:receipt", [.newcomer]), record(.get, "/my/receipts/:receipt/file", [.newcomer]),
        record(.get, "/my/shares/:id", [.newcomer]), link(.get, "/shares/:id/:key"), record(.post, "/my/shares/:id/confirmation", [.newcomer]),
        link(.post, "/shares/:id/:key/confirmation"),
    ]
    private static let protection = [
        common(.post, "/data-protection/emergencies/:id/review", .officer, [("verdict", "justified")]),
        common(.get, "/breaches/:id", .officer), common(.post, "/breaches/:id/affected", .officer, [("by", "table"), ("table", "persons")]),
        common(.post, "/breaches/:id/authority", .officer, [("told", "yes")]),
        common(.post, "/breaches/:id/letters", .officer, [("told", "yes"), ("words", "A laptop with your data was stolen")]),
        common(.post, "/breaches/:id/closure", .officer, [("measures", "New locks on every door")]), link(.get, "/breaches/:id/told/:person/:key"),
    ]
    private static let concerns = [
        record(.get, "/my/concerns/:id", [.newcomer]), link(.get, "/concerns/by/:person/:key"), link(.post, "/concerns/by/:person/:key", [("words", "Something")]),
        link(.get, "/concerns/of/:id/:key"),
        // Nobody but the one who leads on concerns.
        record(.get, "/concerns/:id", [.coordinator]), record(.post, "/concerns/:id/receipt", [.coordinator]),
        record(.post, "/concerns/:id/answer", [.coordinator], [("answer", "We have talked.")]),
        record(.post, "/concerns/:id/closure", [.coordinator], [("outcome", "resolved")]),
    ]
    /// Written by whoever has the household in care, opened by the coordinator who is named, each with nobody else in their place.
    private static let sealedNotes = [
        record(.get, "/persons/:id/protection", [.caseWorker, .coordinator], refusal: 403), record(.get, "/persons/:id/protection/new", [.caseWorker, .coordinator], refusal: 403),
        record(.post, "/persons/:id/protection", [.caseWorker, .coordinator], refusal: 403, [("words", "Someone looks for her.")] + seen),
        record(.post, "/persons/:id/protection/reading", [.coordinator], refusal: 403, [("key", Accounts.demoPassword)], shows: true),
        record(.get, "/persons/:id/protection/readers", [.coordinator], refusal: 403),
        record(.post, "/persons/:id/protection/readers", [.coordinator], refusal: 403, [("readers", "the coordinator"), ("key", Accounts.demoPassword)] + seen),
        record(.post, "/persons/:id/protection/:note/removal", [.coordinator], refusal: 403),
    ]
    private static let seen = [("seen_readers", "the readers"), ("seen_holders", "the readers")]
    /// Whoever chose the file, and no colleague: it holds what nobody has taken in yet.
    private static let imports = [("households", Role.caseWorker), ("volunteers", .coordinator), ("places", .coordinator)].flatMap { list, role in
        [record(.get, "/imports/\(list)/runs/:id", [role]), record(.post, "/imports/\(list)/runs/:id", [role])]
    }
    private static let accounts = [
        link(.get, "/requests/of/:id/:key"),
        // It ends links of the person who presses it.
        record(.post, "/my/contacts/:contact/back", [.newcomer]),
        inCare(.post, "/persons/:id/card", shows: true), inCare(.post, "/persons/:id/card/revocation"),
        common(.post, "/users/:id/roles", .administrator, [("roles", "officer")]),
        common(.post, "/users/:id/second-factor/removal", .administrator), common(.post, "/users/:id/provider-account/removal", .administrator),
        common(.post, "/users/:id/closure", .administrator), common(.post, "/users/:id/reopening", .administrator),
        record(.post, "/my/sessions/:id/end", [.volunteer]), record(.post, "/my/passkeys/:id/removal", [.officer]),
        // The link alone shows a page; it lets nobody in but in the browser where it was asked for.
        link(.get, "/sign-in/mail/:id/:key"), RecordDoor(method: .post, path: "/sign-in/mail/:id/:key", kind: .link, answer: 422),
    ]
    /// Last, since what is granted changes what else may be done.
    private static let requests = [
        // No link opens after.
        inCare(.post, "/persons/:id/links/end"), common(.post, "/volunteers/:id/letter-links/end", .coordinator),
        record(.get, "/households/:id/requests/new", [.caseWorker]), record(.post, "/households/:id/requests", [.caseWorker], [("kind", "restriction"), ("person", "the head")]),
        common(.get, "/volunteers/:id/requests/new", .coordinator), common(.post, "/volunteers/:id/requests", .coordinator, [("kind", "copy")]),
        common(.get, "/requests/:id", .officer), common(.post, "/requests/:id/prolongation", .officer, [("reason", "We ask others first.")]),
        common(.post, "/requests/:id/hold", .officer, hold), common(.post, "/requests/:id/answer", .officer, [("answer", "It is done."), ("outcome", "done")]),
        common(.post, "/requests/:id/lifting", .officer),
        // It asks for no copy: whoever may print one is told so.
        RecordDoor(method: .post, path: "/requests/:id/file", kind: .record, holders: [.officer], alike: [.officer], refusal: 404, fields: [("language", "en")], answer: 409),
        common(.get, "/retention/:event", .officer), common(.post, "/retention/:event/holds", .officer, hold + [("code", "the code")]),
        common(.post, "/retention/holds/:id/lifting", .officer), common(.post, "/retention/:event/disposal", .officer),
    ]
    private static let hold = [("why", "The court asks for it."), ("until", "2030-01-01")]
}
