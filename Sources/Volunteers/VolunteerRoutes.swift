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

/// The coordinator's side: who has offered help, and what each needs next.
struct VolunteerRoutes: Sendable {
    let hub: Hub
    let catalog: RoleCatalog

    var doors: [Door] {
        [door(.get, "/volunteers", list), door(.get, "/volunteers/:id", show),
         door(.get, "/volunteers/:id/credentials", credentialForm), door(.post, "/volunteers/:id/credentials", recordCredential),
         door(.post, "/volunteers/:id/corrections", annul), door(.post, "/volunteers/:id/roles", setRoles),
         door(.post, "/volunteers/:id/closure", close), door(.post, "/volunteers/:id/reopening", reopen)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles([.coordinator], method, path, for: .volunteering, work)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, catalog = catalog, day = today(context), zone = context.visitor.face.timeZone
        let number = Pager.number(asked: request.uri.query)
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let (applications, total) = try db.applications.list(visibleTo: actor, page: number)
            let file = try VolunteerFile(of: applications, in: db, catalog: catalog, on: day)
            var items: [VolunteerListPage.Item] = []
            for application in applications {
                let person = application.person
                guard try !access.isRestricted(person) else { continue }
                items.append(VolunteerListPage.Item(
                    person: person, initials: try access.open(application.initials, in: person.text, of: person, as: .sameOrganization),
                    roles: file.clearances(of: person), waitsOn: file.standing(of: application).waitsOn,
                    since: Day(application.createdAt, in: zone)))
            }
            return VolunteerListPage(items: items, total: total, number: number, catalog: catalog)
        }
        return context.show(page)
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), catalog = catalog, day = today(context), zone = context.visitor.face.timeZone, hub = hub
        let page: any Page = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            if let resting = try RestingVolunteerPage(id, context.token, zone: zone, hub, db, &access) { return resting }
            let record = try VolunteerRecord.open(id, in: db, &access, catalog: catalog, on: day)
            return VolunteerRecordPage(
                token: context.token, record: record, catalog: catalog, zone: zone, parts: try hub.parts(on: .volunteer, of: id.text, db, &access))
        }
        return context.show(page)
    }

    @Sendable private func credentialForm(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), kind = try known(Credential.Kind(rawValue: Fields(urlEncoded: request.uri.query ?? "")?["kind"] ?? ""))
        let form = CredentialForm(kind, on: today(context))
        return context.show(CredentialPage(
            token: context.token, person: id, form: form, referees: try await referees(of: id, for: kind, context), problems: [], catalog: catalog))
    }

    @Sendable private func recordCredential(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor, now = hub.now(), form = CredentialForm(context.fields)
        let kind = try known(form.kind), referees = try await referees(of: id, for: kind, context)
        let problems = form.problems(on: today(context), referees: referees.map(\.id))
        guard problems.isEmpty, let outcome = Credential.Outcome(rawValue: form.outcome), let day = Day(typed: form.issuedOn) else {
            let page = CredentialPage(token: context.token, person: id, form: form, referees: referees, problems: problems, catalog: catalog)
            return context.show(page, status: .unprocessableContent)
        }
        let row = form.row, keyring = hub.keyring, hub = hub
        try await once(row, of: id) {
            try await hub.archive.write(by: actor, for: context.purpose) { db, access in
                _ = try db.applications.find(of: id, visibleTo: actor).orNotFound()
                let reason = form.reason.isEmpty ? nil : try keyring.seal(form.reason, as: CredentialReason.self, row: row, of: id)
                try db.credentials.append(Credential(
                    id: row, kind: kind, outcome: outcome, issuedOn: day, expiresOn: Day(typed: form.expiresOn), verifiedBy: actor.user,
                    referee: kind.isFromOthers ? form.referee : nil, reason: reason, recordedAt: now), of: id)
                try access.record(.credentialRecorded, on: row, of: id, fields: [kind.rawValue], at: now, in: db)
                try hub.announce(VolunteerChanged(id), in: db, &access)
            }
        }
        return .redirect(to: "/volunteers/\(id.text)")
    }

    /// Those whose word a reference of this person can be, by name.
    private func referees(of id: PersonID, for kind: Credential.Kind, _ context: SignedInContext) async throws -> [NamedReferee] {
        try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            _ = try db.applications.find(of: id, visibleTo: access.actor).orNotFound()
            guard kind.isFromOthers else { return [] }
            var named: [NamedReferee] = []
            for referee in try db.referees.list(of: id) {
                named.append(NamedReferee(id: referee.id, name: try access.open(referee.name, in: referee.id, of: id, as: .sameOrganization)))
            }
            return named
        }
    }

    /// A form sent twice is done the second time.
    private func once(_ row: String, of id: PersonID, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch StorageProblem.unique {
            guard try await hub.archive.read({ try $0.credentials.holds(row, of: id) }) else { throw VolunteerProblem.alreadyAnswered }
        }
    }

    @Sendable private func annul(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor, now = hub.now(), day = today(context)
        let credential = context.fields["credential"], row = Secret.token(bytes: 16), hub = hub
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            _ = try db.applications.find(of: id, visibleTo: actor).orNotFound()
            guard try db.credentials.annul(credential, of: id, as: row, on: day, by: actor.user, at: now) else { throw Refusal.notFound }
            try access.record(.credentialAnnulled, on: credential, of: id, at: now, in: db)
            try hub.announce(VolunteerChanged(id), in: db, &access)
        }
        return .redirect(to: Route("/volunteers/\(id.text)").fragment("shown"))
    }

    @Sendable private func setRoles(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor, now = hub.now()
        let roles = context.fields.values("roles").filter { catalog[$0] != nil }, hub = hub
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            let application = try db.applications.find(of: id, visibleTo: actor).orNotFound()
            try db.applications.setRoles(roles, of: id, at: now)
            try access.record(.rolesChanged, on: application.id, of: id, fields: ["role"], at: now, in: db)
            try hub.announce(VolunteerChanged(id), in: db, &access)
        }
        return .redirect(to: "/volunteers/\(id.text)")
    }

    @Sendable private func close(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let reason = Application.ClosingReason(rawValue: context.fields["reason"]) ?? .noRoleNow
        return try await change(.applicationClosed, context) { try $0.close(reason) }
    }

    @Sendable private func reopen(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await change(.applicationReopened, context) { try $0.reopen() }
    }

    private func change(_ action: AuditAction, _ context: SignedInContext, _ rule: @escaping @Sendable (inout Application) throws -> Void) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor, now = hub.now(), hub = hub
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            var application = try db.applications.find(of: id, visibleTo: actor).orNotFound()
            try rule(&application)
            try db.applications.update(application, at: now)
            try access.record(action, on: application.id, of: id, fields: ["status", "reason"], at: now, in: db)
            try hub.announce(VolunteerChanged(id), in: db, &access)
        }
        return .redirect(to: "/volunteers/\(id.text)")
    }

    /// The kind, where some role of this hub asks for it or accepts it.
    private func known(_ kind: Credential.Kind) throws -> Credential.Kind {
        let isKnown = catalog.all.contains { $0.requirements.contains { $0.accepted.contains(kind) } }
        return try (isKnown ? kind : nil).orNotFound()
    }

    private func today(_ context: SignedInContext) -> Day { Day(hub.now(), in: context.visitor.face.timeZone) }
}

extension SignedInContext {
    /// The person whose record the address names.
    func volunteer() throws -> PersonID { try parameter("id").flatMap { PersonID($0) }.orNotFound() }
}
