import Foundation
import Identity
import Localization
import Trust
import Vault
import Web

public enum DataRequestKind: Sendable {}
typealias DataRequestID = ID<DataRequestKind>

/// What someone asks about their own data, and the clock that the law starts with it (GDPR, Articles 12, 15 to 18).
struct DataRequest: Sendable {
    enum Kind: String, Sendable, Hashable, CaseIterable { case correction, restriction, erasure, copy }
    enum Channel: String, Sendable, Hashable, CaseIterable {
        case own = "own_page"
        /// Said to staff by someone who stands at the desk.
        case desk
    }
    enum Outcome: String, Sendable, Hashable, CaseIterable { case done, refused }

    let id: DataRequestID
    let organization: OrganizationID
    /// Nil once the person was erased.
    let person: PersonID?
    let kind: Kind
    let channel: Channel
    let askedOn: Day
    let dueOn: Day
    let words: Sealed<RequestWords>?
    let prolongedOn: Day?
    /// Why it takes longer.
    let reason: Sealed<RequestReason>?
    let answeredOn: Day?
    let outcome: Outcome?
    let answer: Sealed<RequestAnswer>?
    /// What the law made the hub keep when all else was erased, by the names of `KeptRecord`.
    let kept: [String]
    let keptUntil: Day?
    /// The lowest series of links that still open it where it names nobody.
    var linkSeries = 0
    /// Of a restriction: when the person asked to have their data used again, from when on they were told that it is, and since when it is.
    var againOn: Day?, liftsOn: Day?, liftedOn: Day?

    static let longest = 4000
    /// So many days before a restriction is lifted that nobody asked to lift the person is told (Article 18(3)).
    static let tellingDays = 7

    /// Article 12(3): one month; where it must be, two more.
    static func due(_ day: Day) -> Day { day.adding(months: 1) }
    var prolongedDue: Day { askedOn.adding(months: 3) }

    var isOpen: Bool { outcome == nil }
    func isOverdue(on day: Day) -> Bool { isOpen && day > dueOn }
    /// Whoever asked is told of it, and why, within the first month; once.
    func canBeProlonged(on day: Day) -> Bool { isOpen && prolongedOn == nil && day <= dueOn }

    /// By what the officer and whoever asked can speak of it.
    var code: String { String(id.text.suffix(6)).uppercased() }
}

enum RequestWords: PersonalField { static let entry = FieldEntry(request: "words").sealed() }
enum RequestReason: PersonalField { static let entry = FieldEntry(request: "reason").sealed().from(.staff) }
enum RequestAnswer: PersonalField { static let entry = FieldEntry(request: "answer").sealed().from(.staff) }

extension RetentionEvent {
    static let requestAnswered = RetentionEvent(rawValue: "request.answered")
}

extension FieldEntry {
    fileprivate init(request column: String) {
        self.init(
            table: "data_requests", column: column, kind: .request, purposes: [.dataProtection, .ownFile], basis: .legalObligation,
            retention: RetentionPeriod(days: 1095, after: .requestAnswered), sensitivity: .sensitive, owner: .officer)
    }

    static let ofRequests: [FieldEntry] = [RequestWords.entry, RequestReason.entry, RequestAnswer.entry, FieldEntry(request: "kind"), FieldEntry(request: "outcome").from(.staff)]
}

extension AuditAction {
    static let requestMade = AuditAction(rawValue: "request.made")
    static let requestProlonged = AuditAction(rawValue: "request.prolonged")
    static let requestAnswered = AuditAction(rawValue: "request.answered")
    static let filePrinted = AuditAction(rawValue: "file.printed")
    static let restrictionSet = AuditAction(rawValue: "restriction.set")
    static let useAgainAsked = AuditAction(rawValue: "restriction.use_again_asked")
    static let liftingTold = AuditAction(rawValue: "restriction.lifting_told")
    static let restrictionLifted = AuditAction(rawValue: "restriction.lifted")
}

/// A request as it is typed.
struct DataRequestForm: Sendable {
    var person = "", kind: DataRequest.Kind?, words = ""

    init() {}
    init(_ fields: Fields) { (person, kind, words) = (fields["person"], DataRequest.Kind(rawValue: fields["kind"]), fields["words"]) }

    var problems: [FieldProblem] {
        var found: [FieldProblem] = []
        if kind == nil { found.append(FieldProblem("kind", Message("Choose what it is about."))) }
        if kind == .correction, words.isEmpty { found.append(FieldProblem("words", Message("Write what is wrong, and what is right."))) }
        if words.count > DataRequest.longest { found.append(FieldProblem("words", Message("This is too long. Write the most important part."))) }
        return found
    }
}

/// Why something about a request was not done.
enum RequestProblem: Explained {
    case another, changed, tooLate, works, held

    var message: Message {
        switch self {
        case .another: Message("The same was asked already and waits for an answer.")
        case .changed: Message("This stands otherwise by now. Reload the page to see how.")
        case .tooLate: Message("The first month is over, or more time was taken already. Answer now.")
        case .works: Message("This person works at a desk of the hub. Close their sign-in first, then erase.")
        case .held: Message("A legal hold keeps what is held about this person. Lift it first, or refuse and say until when.")
        }
    }

    var status: Status { .conflict }
}
