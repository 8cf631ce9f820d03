import Accounts
import House
import Web

extension Site {
    /// The site of a hub: the doors of every area, and those by which a machine asks whether the hub is well.
    public init(hub: Hub, features: [Feature], settings: WebSettings) {
        self.init(
            settings: settings, signIn: hub.signIn, assets: Assets(hub.resources), catalogs: hub.catalogs,
            doors: features.flatMap { $0.doors(hub) } + HealthRoutes(hub: hub).doors,
            navigation: features.flatMap(\.navigation), face: { hub.settings.value.face })
    }
}
