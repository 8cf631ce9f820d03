import Accounts
import DemoMailbox
import House
import Web

extension Site {
    /// The site of a hub: the doors of every area, and those by which a machine asks whether the hub is well.
    ///
    /// - Parameters:
    ///   - mailbox: where the mails of a demo end; with it a demo has its clock and its mailbox, a real hub never.
    ///   - start: what the console knows of a hub that is not set up yet; nil for every other, and wherever the hub is
    ///     reached from another machine.
    public init(hub: Hub, features: [Feature], settings: WebSettings, mailbox: Mailbox? = nil, start: FirstStart? = nil) {
        let demo = mailbox.flatMap { hub.settings.value.isDemo ? DemoRoutes(hub: hub, mailbox: $0) : nil }
        self.init(
            settings: settings, signIn: hub.signIn, assets: Assets(hub.resources), catalogs: hub.catalogs,
            doors: features.flatMap { $0.doors(hub) } + HealthRoutes(hub: hub).doors + (demo?.doors ?? [])
                + (start.map { StartRoutes(hub: hub, start: $0).doors } ?? []) + SetupRoutes(hub: hub, key: start?.key).doors,
            navigation: features.flatMap(\.navigation),
            limits: FormLimits(now: hub.now, name: { [keyring = hub.keyring] in keyring.mac($0, for: "place") }, known: { hub.settings.value.knownNetworks }),
            kept: KeptForms(now: hub.now),
            face: {
                var face = hub.settings.value.face
                face.demo = demo?.bar
                return face
            },
            whyClosed: { hub.soundness.problem })
    }
}
