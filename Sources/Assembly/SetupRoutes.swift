import Accounts
import House
import Hummingbird
import Identity
import Markup
import Web

/// The rest of setting up, for the administrator who has just come in: it can be left, and the desk leads back to it.
struct SetupRoutes: Sendable {
    let hub: Hub
    /// Nil where the hub is reached from elsewhere: the key never crosses a network.
    let key: PrintedKey?

    var doors: [Door] {
        [door(.get, "/setup", resume), door(.get, "/setup/key", showKey).fresh(), door(.post, "/setup/key", confirmKey),
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
        case .roles: "/setup/roles"
        case .lists: "/setup/lists"
        }
    }
}
