import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Messaging
import Storage
import Trust
import Web

extension AuditAction {
    static let openedInEmergency = AuditAction(rawValue: "record.opened_in_emergency")
}

extension Letter {
    static let openedInEmergency = Letter(
        "emergency.opened", subject: Message("Please look at something today"),
        [Message("A record was opened in an emergency. Please look at it within three working days.")], button: Message("See it"))
}

/// Opening a household in a colleague's care in an emergency.
struct EmergencyRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.caseWorker], .get, "/households/:id/emergency", for: .casework, form),
         .roles([.caseWorker], .post, "/households/:id/emergency", for: .casework, open).fresh()]
    }

    @Sendable private func form(_ request: Request, _ context: SignedInContext) async throws -> Response { context.show(try await page(context, "", [])) }

    /// Something has changed since the form was shown: the page says what, and what was written is still there.
    private func refused(_ reason: String, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(context, reason, []), status: .unprocessableContent)
    }

    private func page(_ context: SignedInContext, _ reason: String, _ problems: [FieldProblem]) async throws -> EmergencyPage {
        let id = try household(context), actor = context.actor, token = context.token
        return try await hub.archive.read { db in
            let household = try db.households.find(id, visibleTo: actor).orNotFound(), isBlocked = try db.breakGlass.unreviewed(of: actor.user) != nil
            return EmergencyPage(
                token: token, household: id, reason: reason, problems: problems, hasOfficer: try !db.staff.holding([.officer], in: actor.organization).isEmpty,
                state: !household.isColleagues(actor) ? .needless : isBlocked ? .blocked : try db.persons.members(of: [id]).isEmpty ? .unused : .open)
        }
    }

    @Sendable private func open(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try household(context), reason = context.fields["reason"]
        guard BreakGlass.reasonLength.contains(reason.count) else {
            return context.show(try await page(context, String(reason.prefix(1000)), [FieldProblem("reason", EmergencyProblem.reason.message)]), status: .unprocessableContent)
        }
        do { try await open(id, reason, by: context.actor, for: context.purpose) } catch is EmergencyProblem { return try await refused(reason, context) } catch StorageProblem.unique {
            return try await refused(reason, context)
        }
        return .redirect(to: "/households/\(id.text)")
    }

    private func open(_ id: HouseholdID, _ reason: String, by actor: Actor, for purpose: Purpose) async throws {
        let now = hub.now(), keyring = hub.keyring, grant = BreakGlass(by: actor, record: Household.record(id), at: now)
        try await hub.archive.write(by: actor, for: purpose) { db, access in
            guard try db.households.find(id, visibleTo: actor).orNotFound().isColleagues(actor) else { return }
            if let earlier = try db.breakGlass.unreviewed(of: actor.user) {
                // The same form sent twice opens it once.
                guard earlier.record == grant.record, earlier.endsAt > now else { throw EmergencyProblem.unreviewed }
                return
            }
            let people = try db.persons.members(of: [id]).map(\.id)
            guard !people.isEmpty else { throw EmergencyProblem.unused }
            try db.breakGlass.insert(grant, try people.map { ($0, try keyring.seal(reason, as: EmergencyReason.self, row: grant.place(of: $0), of: $0)) })
            for officer in try db.staff.holding([.officer], in: actor.organization) {
                try db.outbox.post(
                    .openedInEmergency, to: officer.person, opening: "/data-protection", key: "emergency:\(grant.id):\(officer.user.text)", notBefore: now, at: now)
            }
            for person in people { try access.record(.openedInEmergency, on: grant.record, of: person, at: now, in: db) }
        }
    }

    private func household(_ context: SignedInContext) throws -> HouseholdID { try context.parameter("id").flatMap { HouseholdID($0) }.orNotFound() }
}

extension Household {
    /// What a household is called where a record is opened in an emergency.
    static func record(_ id: HouseholdID) -> String { "household \(id.text)" }

    /// Whether it is in the care of somebody else of the actor's organization.
    func isColleagues(_ actor: Actor) -> Bool { worker.map { $0 != actor.user } ?? false }
}
