import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Vault
import Web

/// The first pages of a new hub: on its own machine only, for whoever reads its console; gone once there is an administrator.
struct StartRoutes: Sendable {
    let hub: Hub
    let start: FirstStart
    private static let cookie = "start"

    var doors: [Door] {
        [.anyone(.get, "/start", code), .anyone(.post, "/start", unlock),
         .anyone(.get, "/start/hub", hubForm), .anyone(.post, "/start/hub", saveHub),
         .anyone(.get, "/start/administrator", administratorForm), .anyone(.post, "/start/administrator", saveAdministrator)]
    }

    @Sendable private func code(_ request: Request, _ context: VisitorContext) async throws -> Response {
        try await requireNew()
        return isUnlocked(request, context) ? .redirect(to: next) : context.show(StartCodePage(token: context.token, problem: nil))
    }

    @Sendable private func unlock(_ request: Request, _ context: VisitorContext) async throws -> Response {
        try await requireNew()
        switch await start.gate.answer(to: Folding.digits(context.fields["code"])) {
        case .right:
            var response = Response.redirect(to: next)
            response.setCookie(context.ownCookie(Self.cookie, key, days: 1))
            return response
        case .wrong: return refused(Message("This is not the code. It stands where the program was started."), context)
        case .closed: return refused(Message("Too many wrong codes. Stop the program and start it again: it shows a new code."), context)
        }
    }

    @Sendable private func hubForm(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard try await isOpen(request, context) else { return .redirect(to: "/start") }
        var settings = hub.settings.value
        if settings.setup == nil { settings.hubName = "" }
        return context.show(StartHubPage(token: context.token, form: SettingsForm(settings, groups: [.hub]), offered: hub.offeredLanguages))
    }

    @Sendable private func saveHub(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard try await isOpen(request, context) else { return .redirect(to: "/start") }
        let form = SettingsForm(context.fields, groups: [.hub]), offered = hub.offeredLanguages, problems = form.problems(offered: offered)
        guard problems.isEmpty else {
            return context.show(StartHubPage(token: context.token, form: form, offered: offered, problems: problems), status: .unprocessableContent)
        }
        var settings = try form.applied(to: hub.settings.value, offered: offered, sealing: hub.sealed(_:as:))
        settings.setup = .administrator
        try await hub.save(settings)
        return .redirect(to: next)
    }

    @Sendable private func administratorForm(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard try await isOpen(request, context), hub.settings.value.setup != nil else { return .redirect(to: "/start") }
        return context.show(StartAdministratorPage(token: context.token, name: "", email: "", problems: []))
    }

    @Sendable private func saveAdministrator(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard try await isOpen(request, context), hub.settings.value.setup != nil else { return .redirect(to: "/start") }
        let organization = try await hub.ownOrganization()
        let new = NewUser(
            name: context.fields["name"], email: context.fields["email"], password: context.fields.untrimmed("password"),
            roles: [.administrator], organization: organization, mustChangePassword: false)
        do {
            let user = try await Accounts(hub: hub).create(new, by: nil, isFirst: true)
            var settings = hub.settings.value
            settings.setup = .key
            try await hub.save(settings)
            var response = Response.redirect(to: "/setup")
            response.setCookie(context.sessionCookie(try await Accounts(hub: hub).openSession(
                of: user, in: organization, userAgent: request.headers[.userAgent])))
            return response
        } catch AccountProblem.fields(let problems) {
            let page = StartAdministratorPage(token: context.token, name: new.name, email: new.email, problems: problems)
            return context.show(page, status: .unprocessableContent)
        }
    }

    /// Where whoever has the code goes on.
    private var next: Route { hub.settings.value.setup == nil ? "/start/hub" : "/start/administrator" }

    /// What the cookie must hold: only this process, with this code, can have made it.
    private var key: String { hub.keyring.mac(start.code, for: "first-start") }

    private func isUnlocked(_ request: Request, _ context: VisitorContext) -> Bool {
        context.ownCookie(Self.cookie, of: request).map { hub.keyring.verify($0, of: start.code, for: "first-start") } ?? false
    }

    private func isOpen(_ request: Request, _ context: VisitorContext) async throws -> Bool {
        try await requireNew()
        return isUnlocked(request, context)
    }

    private func requireNew() async throws {
        if try await Accounts(hub: hub).haveAdministrator() { throw Refusal.notFound }
    }

    private func refused(_ problem: Message, _ context: VisitorContext) -> Response {
        context.show(StartCodePage(token: context.token, problem: problem), status: .unprocessableContent)
    }
}
