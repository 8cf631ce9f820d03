import Hummingbird
import Identity
import Web

/// Where an administrator looks at the settings and changes them; what is saved holds at once.
struct SettingsRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [Door.roles([.administrator], .get, "/settings", for: .administration, show),
         Door.roles([.administrator], .post, "/settings", for: .administration, save).fresh()]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let isSaved = Fields(urlEncoded: request.uri.query ?? "")?["saved"] == "yes"
        return context.show(SettingsPage(token: context.token, form: SettingsForm(hub.settings.value), offered: hub.offeredLanguages, isSaved: isSaved))
    }

    @Sendable private func save(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = SettingsForm(context.fields), old = hub.settings.value, offered = hub.offeredLanguages
        let problems = form.problems(offered: offered)
        guard problems.isEmpty else {
            return context.show(SettingsPage(token: context.token, form: form, offered: offered, problems: problems), status: .unprocessableContent)
        }
        let new = try form.applied(to: old, offered: offered, sealing: hub.sealed(_:as:)), changed = form.changed(from: old, to: new)
        if !changed.isEmpty { try await hub.save(new, changed: changed, by: context.actor) }
        return .redirect(to: "/settings?saved=yes")
    }
}
