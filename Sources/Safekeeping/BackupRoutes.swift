import Hummingbird
import Identity
import House
import Trust
import Web

/// Where an administrator sees whether there are backups, and has one made now.
struct BackupRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [Door.roles([.administrator], .get, "/backups", for: .administration, show),
         Door.roles([.administrator], .post, "/backups", for: .administration, make).fresh()]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let hub = hub, page = try await hub.archive.read(by: context.actor, for: context.purpose) { db, _ in
            BackupsPage(token: context.token, state: try BackupState(hub: hub, in: db), folders: .init(hub.settings.value),
                        runs: try db.backupRuns.newest(.making, limit: 10), zone: hub.settings.value.zone)
        }
        return context.show(page)
    }

    /// What came of it stands on the page: a backup that fails is no mistake of who asked for it.
    @Sendable private func make(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let now = hub.now()
        try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in try access.record(.backupAsked, on: "backups", at: now, in: db) }
        do { try await Backups(hub: hub).make() } catch is BackupProblem {}
        return .redirect(to: "/backups")
    }
}
