import House
import Hummingbird
import Identity
import Localization
import Storage
import Trust
import Web

/// Taking back what one agreed to, in one step, and agreeing again.
struct OwnConsentRoutes: Sendable {
    let hub: Hub
    let notices: Notices

    var doors: [Door] { [.signedIn(.post, "/my/consents", answer)] }

    @Sendable private func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let notice = try notices[context.fields["notice"]].orNotFound(), actor = context.actor, now = hub.now(), hub = hub
        let decision = try ConsentEvent.Decision(rawValue: context.fields["decision"]).flatMap { ConsentEvent.Decision.answers.contains($0) ? $0 : nil }.orNotFound()
        let language = context.visitor.say.language, today = Day(now, in: context.visitor.face.timeZone)
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            // Only what someone was asked before; what stands already is not written twice.
            let events = try db.consents.latest(of: [actor.person])[actor.person] ?? [:], standing = try events[notice.id].orNotFound()
            guard let said = decision.said(over: standing, at: now), said != .reconfirmed || standing.isEnding(at: now) else { return }
            let isChild = said.isYes ? try access.isChild(actor.person, as: .own, on: today, hub, in: db) : nil
            try hub.record(notice.event(said, .own, isChild: isChild, in: language, at: now), of: actor.person, on: "own file", in: db, &access, at: now)
        }
        return .redirect(to: "/my/file#consents")
    }
}
