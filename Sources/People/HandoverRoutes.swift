import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Messaging
import Storage
import Trust
import Vault
import Web

extension Letter {
    static let handoverAsked = Letter(
        "handover.asked", subject: Message("A colleague waits for your answer"), [Message("A colleague waits for your answer about a household.")], button: Message("See it"))
    static let handoverAnswered = Letter(
        "handover.answered", subject: Message("A colleague has answered"), [Message("What you asked about a household was answered.")], button: Message("See it"))
    static let handedOver = Letter(
        "handover.done", subject: Message("A household has another case worker"),
        [Message("A household that was in your care has another case worker now. A coordinator agreed to it.")], button: Message("See your households"))
}

/// A household out of one case worker's care into another's.
struct HandoverRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.caseWorker], .get, "/households/:id/handover", for: .casework, form),
         .roles([.caseWorker], .post, "/households/:id/handover", for: .casework, ask),
         .roles([.caseWorker, .coordinator], .get, "/handovers", for: .casework, list),
         .roles([.caseWorker, .coordinator], .post, "/handovers/:id/answer", for: .casework, answer)]
    }

    @Sendable private func form(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(nil, context))
    }

    /// - Parameter sent: what was sent and can't be taken; nil before anything was.
    private func page(_ sent: HandoverForm?, _ context: SignedInContext) async throws -> HandoverFormPage {
        let id = try household(context), actor = context.actor, token = context.token
        return try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let household = try db.households.find(id, visibleTo: actor).orNotFound()
            let isOffer = household.worker == actor.user
            let colleagues = isOffer ? try db.staff.holding([.caseWorker], in: actor.organization).filter { $0.user != actor.user } : []
            return HandoverFormPage(
                token: token, household: id, form: sent ?? HandoverForm(), problems: sent?.problems(isOffer: isOffer) ?? [],
                colleagues: try colleagues.map { HandoverFormPage.Colleague(user: $0.user, name: try access.name(of: $0)) },
                state: try db.handovers.open(of: id) != nil ? .waits : household.worker == nil ? .needless : isOffer ? .offer : .ask)
        }
    }

    @Sendable private func ask(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try household(context), form = HandoverForm(context.fields)
        do {
            guard try await ask(id, form, by: context.actor, for: context.purpose) else { return context.show(try await page(form, context), status: .unprocessableContent) }
        } catch StorageProblem.unique { throw HandoverProblem.waits }
        return .redirect(to: "/handovers")
    }

    /// False where something was not said that had to be.
    private func ask(_ id: HouseholdID, _ form: HandoverForm, by actor: Actor, for purpose: Purpose) async throws -> Bool {
        let now = hub.now()
        return try await hub.archive.write(by: actor, for: purpose) { db, access in
            let worker = try db.households.find(id, visibleTo: actor).orNotFound().worker, isOffer = worker == actor.user
            guard let cause = form.cause, let to = isOffer ? form.to : actor.user else { return false }
            // Whoever offered it had it in care when they saw the form.
            guard let worker, worker != to, isOffer || form.to == nil else { throw HandoverProblem.changed }
            let new = Handover(
                id: Secret.token(bytes: 16), household: id, organization: actor.organization, from: worker, to: to, cause: cause, askedBy: actor.user, askedAt: now)
            // The same form sent twice asks once.
            if let open = try db.handovers.open(of: id), open.askedBy == actor.user, open.to == to { return true }
            let answering = try db.staff.holding([.caseWorker], in: actor.organization, among: [new.isOffered ? to : worker]).first
            guard answering != nil || !new.isOffered else { throw Refusal.notFound }
            try db.handovers.insert(new)
            try access.record(.handoverAsked, on: id, fields: [cause.rawValue], at: now, in: db)
            if let answering { try db.outbox.post(.handoverAsked, to: answering.person, opening: "/handovers", key: "handover:\(new.id)", notBefore: now, at: now) }
            return true
        }
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let token = context.token, zone = context.visitor.face.timeZone, now = hub.now()
        let page = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in try HandoversPage(token: token, zone: zone, at: now, db: db, access: &access) }
        return context.show(page)
    }

    @Sendable private func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").orNotFound(), answer = try Handover.Answer(rawValue: context.fields["answer"]).orNotFound(), actor = context.actor, now = hub.now()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            let handover = try db.handovers.find(id, visibleTo: actor).orNotFound()
            // A second tap finds it done.
            if handover.answer == answer, handover.answeredBy == actor.user { return }
            guard handover.answer == nil else { throw HandoverProblem.answered }
            guard handover.answers(of: actor, at: now).contains(answer) else { throw Refusal.forbidden }
            guard try db.handovers.answer(id, answer, by: actor.user, at: now) else { throw HandoverProblem.answered }
            try access.record(.handoverAnswered, on: handover.household, fields: [answer.rawValue], at: now, in: db)
            if answer == .yes {
                try db.households.assign(handover.household, to: handover.to, at: now)
                try access.record(.householdTaken, on: handover.household, fields: ["worker_id"], at: now, in: db)
                // Whoever had it comes back to it gone, where a coordinator said yes for them.
                if let from = handover.from, from != actor.user, from != handover.askedBy, let member = try db.staff.find([from]).first {
                    try db.outbox.post(.handedOver, to: member.person, opening: "/people", key: "handover.done:\(id)", notBefore: now, at: now)
                }
            }
            guard answer != .withdrawn, let asker = try db.staff.find([handover.askedBy]).first else { return }
            try db.outbox.post(
                .handoverAnswered, to: asker.person, opening: answer == .yes && !handover.isOffered ? "/households/\(handover.household.text)" : "/handovers",
                key: "handover.answered:\(id)", notBefore: now, at: now)
        }
        return .redirect(to: "/handovers")
    }

    private func household(_ context: SignedInContext) throws -> HouseholdID { try context.parameter("id").flatMap { HouseholdID($0) }.orNotFound() }
}

extension Reaction {
    /// The households of somebody who works here no more wait for a case worker, and what they asked or were asked is over.
    static let caseWorkersLeft = Reaction(to: RolesEnded.self) { event, hub, db, access in
        guard event.roles.contains(.caseWorker) else { return }
        let now = hub.now()
        for handover in try db.handovers.open(with: event.user) where event.organization.map({ $0 == handover.organization }) ?? true {
            _ = try db.handovers.answer(handover.id, .withdrawn, by: event.user, at: now)
            try access.record(.handoverAnswered, on: handover.household, fields: [Handover.Answer.withdrawn.rawValue], at: now, in: db)
        }
        for household in try db.households.inCare(of: event.user, in: event.organization) {
            try db.households.release(household, at: now)
            try access.record(.householdReleased, on: household, fields: ["worker_id"], at: now, in: db)
        }
    }
}

/// Why a household did not go from one care into another.
enum HandoverProblem: Explained {
    case waits, changed, answered

    var message: Message {
        switch self {
        case .waits: Message("Somebody has asked already, and waits for an answer.")
        case .changed: Message("This household is in other hands by now. Please look at its page.")
        case .answered: Message("This was answered already.")
        }
    }
}
