import Accounts
import House
import Hummingbird
import Identity
import Messaging
import Storage
import Trust
import Web

/// Who leads on concerns, and to whom goes what someone else was told.
struct NamingRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.administrator], .get, "/concerns/lead", for: .safeguarding, form), .roles([.administrator], .post, "/concerns/lead", for: .safeguarding, name),
         .roles(Role.staff, .post, "/concerns/handover", for: .safeguarding, handOver)]
    }

    @Sendable private func form(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let members = try db.staff.holding(Role.staff, in: actor.organization)
            let open = try db.concerns.open(in: actor.organization).filter { one in !members.contains { $0.user == one.lead } }
            let gone = try db.staff.find(open.map(\.lead))
            func named(_ member: StaffMember) throws -> LeadPage.Member {
                (member.user, try access.open(member.name, in: member.user.text, of: member.person, as: .turnedTo))
            }
            let offered = members.count == 1 ? members : members.filter { $0.user != actor.user }
            return LeadPage(
                token: token, staff: try offered.map(named), lead: try Lead.find(in: actor.organization, db)?.user, gone: try gone.map(named))
        }
        return context.show(page)
    }

    @Sendable private func name(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let user = try UserID(context.fields["lead"]).orNotFound(), actor = context.actor, now = hub.now(), letter: UserID = hub.newID()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            guard try db.staff.holding(Role.staff, in: actor.organization).contains(where: { $0.user == user }) else { throw Refusal.notFound }
            guard try Lead.mayGo(to: user, by: actor, db) else { throw ConcernProblem.notYourself }
            let old = try Lead.find(in: actor.organization, db)
            try Lead.set(user, in: actor.organization, db)
            try access.record(.leadNamed, on: user, at: now, in: db)
            guard let old, old.user != user else { return }
            try db.outbox.post(.leadChanged, to: old.person, opening: "/concerns", key: "concern.lead:\(letter.text)", notBefore: now, at: now)
        }
        return .redirect(to: "/concerns/lead")
    }

    /// By whoever was told, to the one who leads now; by an administrator only where whoever was told works here no more.
    @Sendable private func handOver(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, from = UserID(context.fields["from"]) ?? actor.user, now = hub.now(), letter: UserID = hub.newID()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            guard let lead = try Lead.find(in: actor.organization, db) else { throw ConcernProblem.noLead }
            if from != actor.user {
                guard actor.holds(.administrator) else { throw Refusal.forbidden }
                let works = try db.staff.holding(Role.staff, in: actor.organization).contains { $0.user == from }
                guard !works else { throw ConcernProblem.notTheirs }
                guard try Lead.mayGo(to: lead.user, by: actor, db) else { throw ConcernProblem.notYourself }
            }
            guard lead.user != from else { return }
            let handed = try db.concerns.handOver(from: from, to: lead.user, in: actor.organization)
            for concern in handed { try access.record(.concernHandedOver, on: concern.id, of: concern.person, at: now, in: db) }
            guard !handed.isEmpty else { return }
            try db.outbox.post(.concernToRead, to: lead.person, opening: "/concerns", key: "concern.handed:\(letter.text)", notBefore: now, at: now)
        }
        return .redirect(to: from == actor.user ? "/concerns" : "/concerns/lead")
    }
}
