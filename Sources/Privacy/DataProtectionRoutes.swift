import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Trust
import Vault
import Web

extension AuditAction {
    static let emergencyReviewed = AuditAction(rawValue: "record.emergency_reviewed")
}

/// The officer's start page, and what is decided on it.
struct DataProtectionRoutes: Sendable {
    let hub: Hub
    private static let most = 20

    var doors: [Door] {
        [.roles([.officer], .get, "/data-protection", for: .dataProtection, show),
         .roles([.officer], .post, "/data-protection/emergencies/:id/review", for: .dataProtection, review)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response { context.show(try await page(context)) }

    /// - Parameter wordless: the use that was found not justified without a word of why.
    private func page(_ context: SignedInContext, wordless: String? = nil) async throws -> DataProtectionPage {
        let hub = hub, now = hub.now(), zone = context.visitor.face.timeZone, token = context.token
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let organization = access.actor.organization
            return DataProtectionPage(
                token: token, emergencies: try emergencies(db, &access, zone, wordless: wordless),
                breaches: try db.breaches.open(in: organization, limit: Self.most), unconfirmed: try db.shares.unconfirmed(in: organization, limit: Self.most),
                unconfirmedCount: try db.shares.countUnconfirmed(in: organization),
                parts: try hub.parts(on: .dataProtection, of: organization.text, db, &access), today: Day(now, in: zone), now: now, zone: zone)
        }
    }

    private func emergencies(_ db: any Connection, _ access: inout Access, _ zone: TimeZone, wordless: String?) throws -> [DataProtectionPage.Emergency] {
        let grants = try db.breakGlass.unreviewed(in: access.actor.organization, limit: Self.most)
        let concerned = Dictionary(grouping: try db.breakGlass.concerned(by: grants)) { $0.grant.id }
        let names = try access.names(of: grants.map(\.worker), in: db)
        var found: [DataProtectionPage.Emergency] = []
        for grant in grants {
            // The same words stand with everyone concerned.
            let reason = try concerned[grant.id]?.first.map { try access.open($0.reason, in: grant.place(of: $0.person), of: $0.person, as: .underReview) }
            var emergency = DataProtectionPage.Emergency(
                grant: grant, worker: names[grant.worker] ?? "", reason: reason ?? "", due: grant.reviewDue(in: zone), isOwn: grant.worker == access.actor.user)
            if grant.id == wordless { emergency.problem = FieldProblem(emergency.field, ReviewProblem.wordless.message) }
            found.append(emergency)
        }
        return found
    }

    @Sendable private func review(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").orNotFound()
        do { try await review(id, context) } catch ReviewProblem.wordless { return context.show(try await page(context, wordless: id), refusing: ReviewProblem.wordless) }
        return .redirect(to: Route("/data-protection").fragment("emergencies"))
    }

    private func review(_ id: String, _ context: SignedInContext) async throws {
        let actor = context.actor, now = hub.now(), keyring = hub.keyring
        let verdict = try BreakGlass.Verdict(rawValue: context.fields["verdict"]).orNotFound(), note = String(context.fields["note"].prefix(1000)).trimmingCharacters(in: .whitespacesAndNewlines)
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            let grant = try db.breakGlass.find(id, in: actor.organization).orNotFound()
            guard grant.worker != actor.user else { throw ReviewProblem.ownUse }
            // The people concerned read that it was not: they are told why, too.
            guard verdict == .justified || !note.isEmpty else { throw ReviewProblem.wordless }
            var notes: [PersonID: Sealed<EmergencyNote>] = [:]
            let people = try db.breakGlass.concerned(by: [grant]).map(\.person)
            if !note.isEmpty { for person in people { notes[person] = try keyring.seal(note, as: EmergencyNote.self, row: grant.place(of: person), of: person) } }
            guard try db.breakGlass.review(grant.id, verdict, by: actor.user, notes: notes, at: now) else { return }
            for person in people { try access.record(.emergencyReviewed, on: grant.record, of: person, fields: [verdict.rawValue], at: now, in: db) }
        }
    }
}

/// Why an opening in an emergency was not reviewed.
enum ReviewProblem: Explained {
    case ownUse, wordless

    var message: Message {
        switch self {
        case .wordless: Message("Write what you found, where it was not justified: the people concerned read it.")
        case .ownUse: Message("You opened this record yourself. Another officer has to look at it.")
        }
    }
}
