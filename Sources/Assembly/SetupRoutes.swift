import Accounts
import House
import Hummingbird
import Identity
import Markup
import Post
import Web

/// The rest of setting up, for the administrator who has just come in: it can be left, and the desk leads back to it.
struct SetupRoutes: Sendable {
    let hub: Hub
    /// Nil where the hub is reached from elsewhere: the key never crosses a network.
    let key: PrintedKey?

    var doors: [Door] {
        [door(.get, "/setup", resume), door(.get, "/setup/key", showKey).fresh(), door(.post, "/setup/key", confirmKey),
         door(.get, "/setup/helper", showHelper), door(.post, "/setup/helper", saveHelper),
         door(.get, "/setup/mail", showMail), door(.post, "/setup/mail", saveMail).fresh(),
         door(.get, "/setup/letter", showLetter), door(.post, "/setup/letter", confirmLetter),
         door(.get, "/setup/roles", showRoles), door(.post, "/setup/roles", takeRoles).fresh(),
         door(.get, "/setup/lists", showLists), door(.post, "/setup/lists", finish)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles([.administrator], method, path, for: .administration, work)
    }

    @Sendable private func resume(_ request: Request, _ context: SignedInContext) async throws -> Response {
        .redirect(to: route(try step()))
    }

    /// Only until it was confirmed that it is printed.
    @Sendable private func showKey(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard try step() == .key else { throw Refusal.notFound }
        return context.show(SetupKeyPage(token: context.token, key: key, isUnconfirmed: false))
    }

    @Sendable private func confirmKey(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard try step() == .key else { throw Refusal.notFound }
        guard context.fields["printed"] == "yes" else {
            return context.show(SetupKeyPage(token: context.token, key: key, isUnconfirmed: true), status: .unprocessableContent)
        }
        return try await goOn(from: .key, context)
    }

    @Sendable private func showHelper(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try step()
        return context.show(SetupSettingsPage(.helper, token: context.token, form: SettingsForm(hub.settings.value, groups: [.helper], asksLanguages: false)))
    }

    @Sendable private func saveHelper(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await save([.helper], .helper, context) { _ in }
    }

    @Sendable private func showMail(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try step()
        return context.show(SetupSettingsPage(.mail, token: context.token, form: SettingsForm(hub.settings.value, groups: [.mail], asksLanguages: false)))
    }

    /// Where letters are sent, a test letter shows at once whether they leave; it can be mended until it does.
    @Sendable private func saveMail(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let answer = try await save([.mail], .mail, context) { if !$0.sendsMail { $0.setup = .roles } }
        if answer.status == .seeOther, hub.settings.value.setup == .letter { try await TestLetter(hub: hub).post(by: context.actor) }
        return answer
    }

    @Sendable private func showLetter(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try step()
        return context.show(SetupLetterPage(token: context.token, progress: try await TestLetter(hub: hub).progress(for: context.actor)))
    }

    @Sendable private func confirmLetter(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try step()
        return try await goOn(from: .letter, context)
    }

    /// Saves what a page asks, and goes on; what was answered already can be changed until the next page is answered.
    private func save(
        _ groups: [SettingGroup], _ asked: Setup, _ context: SignedInContext, then work: (inout Settings) -> Void
    ) async throws -> Response {
        let now = try step(), old = hub.settings.value
        guard now == asked || now == asked.next else { return .redirect(to: route(now)) }
        let form = SettingsForm(context.fields, groups: groups, asksLanguages: false), problems = form.problems(offered: hub.offeredLanguages)
        guard problems.isEmpty else {
            return context.show(SetupSettingsPage(asked, token: context.token, form: form, problems: problems), status: .unprocessableContent)
        }
        var new = try form.applied(to: old, offered: hub.offeredLanguages, sealing: hub.sealed(_:as:))
        new.setup = asked.next
        work(&new)
        try await hub.save(new, changed: form.changed(from: old, to: new) + ["setup"], by: context.actor)
        return .redirect(to: new.setup.map(route) ?? "/desk")
    }

    @Sendable private func showRoles(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try step()
        return context.show(SetupRolesPage(token: context.token, held: context.actor.roles))
    }

    @Sendable private func takeRoles(_ request: Request, _ context: SignedInContext) async throws -> Response {
        // Later nobody gives themselves roles: others do, and it is seen.
        guard try step() == .roles else { throw Refusal.notFound }
        let chosen = Set(context.fields.values("roles").compactMap(Role.init)).intersection(SetupRolesPage.offered)
        try await Accounts(hub: hub).take(chosen, by: context.actor)
        return try await goOn(from: .roles, context)
    }

    @Sendable private func showLists(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try step()
        return context.show(SetupListsPage(token: context.token, lists: hub.lists.map { ($0, Audience.roles($0.roles).admits(context.actor)) }))
    }

    @Sendable private func finish(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try step()
        return try await goOn(from: .lists, context)
    }

    /// What is to be done next; once everything is, these pages are gone.
    private func step() throws -> Setup {
        let step = try hub.settings.value.setup.orNotFound()
        // Someone was let in at the console meanwhile.
        return step == .administrator ? .key : step
    }

    /// A page sent again, or out of order, takes nothing back.
    private func goOn(from done: Setup, _ context: SignedInContext) async throws -> Response {
        var settings = hub.settings.value
        if try step() == done {
            settings.setup = done.next
            try await hub.save(settings, changed: ["setup"], by: context.actor)
        }
        return .redirect(to: settings.setup.map(route) ?? "/desk")
    }

    private func route(_ step: Setup) -> Route {
        switch step {
        case .administrator, .key: "/setup/key"
        case .helper: "/setup/helper"
        case .mail: "/setup/mail"
        case .letter: "/setup/letter"
        case .roles: "/setup/roles"
        case .lists: "/setup/lists"
        }
    }
}
