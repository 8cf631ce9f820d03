import Foundation
import Identity
import Localization
import Trust
import Vault
import Web

enum NoteKind: Sendable {}
typealias NoteID = ID<NoteKind>

/// What someone needs to be protected from, closed to all but those who were named to read it: an administrator with the disk and every key of the hub opens nothing.
struct Note: Sendable {
    /// The key of the text, as it was sealed to one reader.
    struct Copy: Sendable {
        let reader: UserID
        /// Which of their keys it was sealed to.
        let mark: String
        let key: String
        let readAt: Date?
    }
    let id: NoteID
    let person: PersonID
    let writer: UserID
    let words: Sealed<NoteWords>
    let writtenAt: Date
    let copies: [Copy]

    func copy(of reader: UserID) -> Copy? { copies.first { $0.reader == reader } }
}

extension [Note] {
    /// Those who can open any of them with the key that they have now.
    func readers(among holders: [Reader]) -> [Reader] { holders.filter { holder in contains { $0.copy(of: holder.user)?.mark == holder.mark } } }
}

/// Under the key of the person it is about lies an `Envelope`, and only in that the words.
enum NoteWords: PersonalField {
    static let entry = FieldEntry(
        table: "protection_notes", column: "words", kind: .protection, purposes: [.protection], basis: .vitalInterest,
        retention: RetentionPeriod(days: 730, after: .workEnded), sensitivity: .special, owner: .caseWorker).sealed()
}

extension AuditAction {
    static let noteWritten = AuditAction(rawValue: "protection.note_written")
    static let noteRead = AuditAction(rawValue: "protection.note_read")
    static let noteReadersSet = AuditAction(rawValue: "protection.readers_set")
    static let noteRemoved = AuditAction(rawValue: "protection.note_removed")
}

/// A note as it is typed.
struct NoteForm: Sendable {
    var words = ""
    /// Who is to read it, where nobody is named yet.
    var readers: Set<UserID> = []
    /// Who read, and who could be named, when the form was shown.
    var seen = SeenReaders(Fields())
    static let most = 8000

    init() {}
    init(_ fields: Fields) { (words, readers, seen) = (fields["words"], Set(fields.values("readers").compactMap { UserID($0) }), SeenReaders(fields)) }

    var problems: [FieldProblem] {
        if words.isEmpty { return [FieldProblem("words", Message("Write what someone must know to protect this person."))] }
        return words.count > Self.most ? [FieldProblem("words", Message("This is too long. Write the most important part."))] : []
    }
}

extension FieldProblem {
    static var noReader: FieldProblem { FieldProblem("readers", Message("Name at least one person who can read it. Two are better, so that one can be away.")) }
}

/// Why a note, or who reads it, is not as the form asks.
enum NoteProblem: Explained {
    case readersChanged, alreadySealed

    var message: Message {
        switch self {
        case .readersChanged: Message("Since you opened this page something has changed about who can read. Nothing was sealed: look at it, then send it again.")
        case .alreadySealed: Message("This note was sealed when you sent it the first time, as it was then. If you have changed it since, that is not in it: send it now, and it is sealed as a second note. Else leave this page.")
        }
    }

    var status: Status { .conflict }
}

/// Why a form comes back: what is said beside one of its fields, and under which status.
struct Returned: Sendable {
    let problem: FieldProblem
    let cause: (any Explained)?

    /// Throws the same error where it is none that a person can do something about.
    init(_ error: any Error, beside field: String) throws {
        switch error {
        case let problem as FieldProblem: (self.problem, cause) = (problem, nil)
        case let cause as any Explained: (problem, self.cause) = (FieldProblem(field, cause.message), cause)
        default: throw error
        }
    }
}
