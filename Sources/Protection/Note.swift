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
    static let most = 8000

    init() {}
    init(_ fields: Fields) { (words, readers) = (fields["words"], Set(fields.values("readers").compactMap { UserID($0) })) }

    var problems: [FieldProblem] {
        if words.isEmpty { return [FieldProblem("words", Message("Write what someone must know to protect this person."))] }
        return words.count > Self.most ? [FieldProblem("words", Message("This is too long. Write the most important part."))] : []
    }
}

extension FieldProblem {
    static var noReader: FieldProblem { FieldProblem("readers", Message("Name at least one person who can read it. Two are better, so that one can be away.")) }
}
