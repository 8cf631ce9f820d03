import Accounts
import House
import Web

extension Site {
    /// The site of a hub: the doors of every area, and those by which a machine asks whether the hub is well.
    ///
    /// - Parameter start: what the console knows of a hub that is not set up yet; nil for every other, and wherever the
    ///   hub is reached from another machine.
    public init(hub: Hub, features: [Feature], settings: WebSettings, start: FirstStart? = nil) {
        self.init(
            settings: settings, signIn: hub.signIn, assets: Assets(hub.resources), catalogs: hub.catalogs,
            doors: features.flatMap { $0.doors(hub) } + HealthRoutes(hub: hub).doors
                + (start.map { StartRoutes(hub: hub, start: $0).doors } ?? []) + SetupRoutes(hub: hub, key: start?.key).doors,
            navigation: features.flatMap(\.navigation), face: { hub.settings.value.face })
    }
}
