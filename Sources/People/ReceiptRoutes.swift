import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// Receipts of consents: on one's own page, printed at the desk, and the key that checks them for anybody.
package struct ReceiptRoutes: Sendable {
    let hub: Hub
    let notices: Notices
    package init(hub: Hub, notices: Notices) { (self.hub, self.notices) = (hub, notices) }

    private var receipts: Receipts { Receipts(hub: hub, notices: notices) }

    var doors: [Door] {
        [.signedIn(.get, "/my/receipts/:receipt", show), .signedIn(.get, "/my/receipts/:receipt/file", file),
         .roles([.caseWorker], .get, "/persons/:id/receipts/:receipt", for: .casework, printed),
         .anyone(.get, "/receipts/key", key)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("receipt").orNotFound()
        return context.show(try await page(id, of: context.actor.person, file: Route.local("/my/receipts/\(id)/file"), back: Route("/my/file").fragment("consents"), context))
    }

    @Sendable private func printed(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context), id = try context.parameter("receipt").orNotFound()
        return context.show(try await page(id, of: person, back: "/households/\(household.text)", context))
    }

    /// Of somebody whom the caller has looked at.
    package func page(_ id: String, of person: PersonID, file: Route? = nil, back: Route, _ context: SignedInContext) async throws -> ReceiptPage {
        let receipts = receipts, (event, receipt) = try await hub.archive.read { try receipts.find(id, of: person, $0) }.orNotFound()
        return ReceiptPage(
            event: event, receipt: receipt, code: try receipt.signed(by: try await receipts.key()).code, to: notices[event.purpose]?.to, file: file, back: back,
            zone: context.visitor.face.timeZone)
    }

    @Sendable private func file(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("receipt").orNotFound(), person = context.actor.person, receipts = receipts
        let (_, receipt) = try await hub.archive.read { try receipts.find(id, of: person, $0) }.orNotFound()
        return .download(try receipt.signed(by: try await receipts.key()).file, as: "receipt.json", type: "application/json; charset=utf-8")
    }

    @Sendable private func key(_ request: Request, _ context: VisitorContext) async throws -> Response {
        .download(try await receipts.key().verifying.pem, as: "receipts-key.pem", type: "application/x-pem-file")
    }
}
