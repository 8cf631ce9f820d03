import Hummingbird
import Identity
import Web

/// The first page of whoever works here, and what lies behind it.
struct DeskRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles(Role.staff, .get, "/desk", for: .ownFile, today), .roles(Role.staff, .get, "/desk/all", for: .ownFile, all),
         .roles(Role.staff, .get, "/desk/figures", for: .ownFile, figures)]
    }

    @Sendable private func today(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(DeskPage(desk: try await hub.desk(of: context.actor, on: day(context))))
    }

    @Sendable private func all(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(DeskPage(desk: try await hub.desk(of: context.actor, on: day(context), showing: .max), isWhole: true))
    }

    @Sendable private func figures(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(FiguresPage(figures: try await hub.figures(for: context.actor, on: day(context))))
    }

    private func day(_ context: SignedInContext) -> Day { Day(hub.now(), in: context.visitor.face.timeZone) }
}
