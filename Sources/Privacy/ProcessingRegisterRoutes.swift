import House
import Hummingbird
import Identity
import Web

/// The register of processing for the officer, to read, print and take along.
struct ProcessingRegisterRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.officer], .get, "/processing", for: .dataProtection, show), .roles([.officer], .get, "/processing/file", for: .dataProtection, file)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let settings = hub.settings.value
        return context.show(ProcessingRegisterPage(
            hub: settings.hubName, helper: settings.helperName, register: ProcessingRegister(hub.features),
            triggers: Dictionary(hub.features.flatMap(\.retention).map { ($0.event, $0.trigger) }) { first, _ in first }))
    }

    @Sendable private func file(_ request: Request, _ context: SignedInContext) async throws -> Response {
        .download(ProcessingRegister(hub.features).csv, as: "register-of-processing.csv", type: "text/csv; charset=utf-8")
    }
}
