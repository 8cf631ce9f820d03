import DemoMailbox
import Foundation
import House
import Hummingbird
import Identity
import Markup
import Web

/// What only a demo has: a clock that anyone moves, and a mailbox that anyone reads. A real hub has none of these doors.
struct DemoRoutes: Sendable {
    let hub: Hub
    let mailbox: Mailbox

    var doors: [Door] {
        [.anyone(.post, "/demo/clock", move), .anyone(.get, "/demo/mailbox", list), .anyone(.get, "/demo/mailbox/:id", show)]
    }

    /// What stands above every page.
    var bar: HubFace.Demo { HubFace.Demo(today: DemoClock(hub: hub).today, mails: mailbox.count) }

    @Sendable private func move(_ request: Request, _ context: VisitorContext) async throws -> Response {
        try await DemoClock(hub: hub).advance(days: Int(typed: context.fields["days"]) ?? 0)
        return .redirect(to: Route.local(context.fields["back"]) ?? "/")
    }

    @Sendable private func list(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let mails = mailbox.mails, recipients = Set(mails.flatMap(\.recipients)).sorted()
        // By number, so that no address stands in the address of the page.
        let number = Int(Fields(urlEncoded: request.uri.query ?? "")?["recipient"] ?? "") ?? 0
        let chosen = recipients.indices.contains(number - 1) ? recipients[number - 1] : nil
        let shown = chosen.map { chosen in mails.filter { $0.recipients.contains(chosen) } } ?? mails
        return context.show(MailboxPage(mails: Array(shown.prefix(200)), recipients: recipients, chosen: chosen, zone: context.face.timeZone))
    }

    @Sendable private func show(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let mail = try context.parameter("id").flatMap { Int($0) }.flatMap(mailbox.mail).orNotFound()
        return context.show(ReceivedMailPage(mail: mail, address: hub.settings.value.publicAddress, zone: context.face.timeZone))
    }
}
