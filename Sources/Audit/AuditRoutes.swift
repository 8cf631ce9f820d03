import Foundation
import House
import Hummingbird
import Identity
import Localization
import Trust
import Web

/// The log of changes for the data protection officer: its state, its signatures, and proofs for others.
struct AuditRoutes: Sendable {
    let hub: Hub
    private let officers: Set<Role> = [.officer]

    var doors: [Door] {
        [.roles(officers, .get, "/audit", for: .dataProtection, show),
         .roles(officers, .post, "/audit/checks", for: .dataProtection, check),
         .roles(officers, .post, "/audit/heads", for: .dataProtection, sign),
         .roles(officers, .get, "/audit/head", for: .dataProtection, downloadHead),
         .roles(officers, .post, "/audit/proofs", for: .dataProtection, prove),
         .roles(officers, .post, "/audit/counter-signatures", for: .dataProtection, keepCounterSignature)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(Pager.number(asked: request.uri.query), context))
    }

    private func page(_ number: Int, _ context: SignedInContext, asked: String = "", pasted: String = "", problems: [FieldProblem] = []) async throws -> AuditPage {
        let key = try await AuditLog(hub: hub).verifyingKey(), perPage = AuditPage.perPage
        return try await hub.archive.read { db in
            let heads = try db.auditHeads.latest(limit: perPage + 1, offset: (number - 1) * perPage), others = try db.counterSignatures.of(heads: heads.map(\.number))
            return AuditPage(
                token: context.token, entries: try db.auditLog.size(), pending: try db.auditLog.pendingCount(), check: try db.auditChecks.newest(),
                heads: heads.map { head in
                    AuditPage.Signed(number: head.number, size: head.head.size, at: head.head.at, witnesses: others.filter { $0.head == head.number }.map(\.witness))
                },
                gone: Set(try db.counterSignatures.withoutHead().map(\.witness)).sorted(), number: number, key: key.pem, zone: context.visitor.face.timeZone, asked: asked, pasted: pasted, problems: problems)
        }
    }

    @Sendable private func check(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await record(.logChecked, on: "log", context)
        let log = AuditLog(hub: hub)
        // Where the tree is damaged nothing more can be numbered: that is what the check tells.
        do { try await log.sequence() } catch is AuditFault {}
        try await log.check()
        return .redirect(to: "/audit")
    }

    @Sendable private func sign(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await record(.logSigned, on: "log", context)
        try await AuditLog(hub: hub).sealReads()
        try await AuditLog(hub: hub).sign()
        return .redirect(to: "/audit")
    }

    @Sendable private func downloadHead(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let number = Int(Fields(urlEncoded: request.uri.query ?? "")?["number"] ?? "") ?? 0
        let head = try await hub.archive.read { try $0.auditHeads.find(number) }.orNotFound()
        return .download(head.note(try await AuditLog(hub: hub).verifyingKey()), as: "tessera-log-\(head.size).txt", type: "text/plain; charset=utf-8")
    }

    /// Of one line by its number, or of a signed state by the number of its signature.
    @Sendable private func prove(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let log = AuditLog(hub: hub), asked = context.fields["line"]
        if let head = try await signed(context.fields["head"]) {
            try await record(.proofTaken, on: "head \(head.size)", context)
            let proof = try await log.proof(sinceEntry: head.size).orNotFound()
            return .download(try proof.json(), as: "tessera-log-since-\(head.size).json", type: "application/json")
        }
        if let number = Int(typed: asked), number >= 1, number <= (try await hub.archive.read { try $0.auditLog.size() }) {
            // It names by codes who raised a concern and who read it, and other lines tell whose codes these are.
            guard try await hub.archive.read({ try $0.auditLog.entry(number)?.isOfConcern }) != true else { return try await refused(asked, Message("This line was written because of a concern. Whoever runs the machine can make its proof."), context) }
            try await record(.proofTaken, on: "entry \(number)", context)
            let proof = try await log.proof(ofEntry: number).orNotFound()
            return .download(try proof.json(), as: "tessera-log-line-\(number).json", type: "application/json")
        }
        return try await refused(asked, Message("Write the number of a line that is in the log."), context)
    }

    private func refused(_ asked: String, _ why: Message, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(1, context, asked: asked, problems: [FieldProblem("line", why)]), status: .unprocessableContent)
    }

    /// What someone outside signed about a head of this log, as they sent it.
    @Sendable private func keepCounterSignature(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let pasted = context.fields["note"], actor = context.actor
        let answer = if let new = CounterSignature(note: pasted) { try await AuditLog(hub: hub).keep(new, by: actor) } else { CounterSignatureStore.Answer.foreign }
        guard answer == .kept else {
            let page = try await page(1, context, pasted: String(pasted.prefix(2000)), problems: [FieldProblem("note", answer.message)])
            return context.show(page, status: .unprocessableContent)
        }
        return .redirect(to: "/audit")
    }

    private func signed(_ number: String) async throws -> AuditHead? {
        guard let number = Int(typed: number) else { return nil }
        return try await hub.archive.read { try $0.auditHeads.find(number) }.orNotFound()
    }

    private func record(_ action: AuditAction, on object: String, _ context: SignedInContext) async throws {
        let now = hub.now()
        try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in
            try access.record(action, on: object, at: now, in: db)
        }
    }
}
