import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var drafts: DraftStore { DraftStore(db: self) }
}

struct DraftStore {
    let db: any Connection

    func insert(_ id: String, of person: PersonID, in organization: OrganizationID, ticket: DraftTicket, code: BlindIndex,
                answers: Sealed<DraftAnswers>, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO volunteer_drafts (id, person_id, organization_id, secret_hash, resume_index, answers, created_at, updated_at)
            VALUES (\(id), \(person), \(organization), \(ticket.hash), \(code), \(answers), \(now), \(now))
            """)
    }

    func find(_ ticket: DraftTicket) throws -> Draft? { try first("secret_hash = \(ticket.hash)") }
    func find(code: BlindIndex) throws -> Draft? { try first("resume_index = \(code)") }

    /// False where it was sent, or thrown away.
    func save(_ answers: Sealed<DraftAnswers>, in draft: Draft, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE volunteer_drafts SET answers = \(answers), updated_at = \(now) WHERE id = \(draft.id) AND application_id IS NULL
            """) == 1
    }

    /// The answers as they stand now; nil where there are none any more.
    func answers(of draft: Draft) throws -> Sealed<DraftAnswers>? {
        try db.row("SELECT answers FROM volunteer_drafts WHERE id = \(draft.id)").flatMap { try $0.get("answers") }
    }

    /// Hands the draft to another browser; the old ticket is worth nothing from now on.
    func hand(_ draft: Draft, to ticket: DraftTicket, code: BlindIndex, at now: Date) throws {
        _ = try db.execute("""
            UPDATE volunteer_drafts SET secret_hash = \(ticket.hash), resume_index = \(code), updated_at = \(now) WHERE id = \(draft.id)
            """)
    }

    /// The answers have become an application; the draft stays only as the way to its standing.
    func finish(_ draft: Draft, as application: ApplicationID, at now: Date) throws {
        _ = try db.execute("""
            UPDATE volunteer_drafts SET answers = NULL, application_id = \(application), updated_at = \(now) WHERE id = \(draft.id)
            """)
    }

    func remove(_ draft: Draft) throws -> Bool {
        try db.execute("DELETE FROM volunteer_drafts WHERE id = \(draft.id) AND application_id IS NULL") == 1
    }

    private func first(_ condition: SQL) throws -> Draft? {
        try db.row("SELECT id, person_id, organization_id, answers, application_id FROM volunteer_drafts WHERE \(condition)").map { row in
            Draft(id: try row.get("id"), person: try row.get("person_id"), organization: try row.get("organization_id"),
                  answers: try row.get("answers"), application: try row.get("application_id"))
        }
    }
}
