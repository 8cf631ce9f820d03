import Identity
import Localization
import Markup
import Web

extension Feature {
    /// The desk: what every area has to do, for whoever works here.
    public static let desk = Feature(
        name: "Desk", migrations: [],
        navigation: [NavigationItem(Message("Desk"), to: "/desk", picture: "desk", for: .roles(Role.staff))],
        doors: { DeskRoutes(hub: $0).doors })

    /// What an administrator sets for the hub.
    public static let settings = Feature(
        name: "Settings", migrations: [],
        navigation: [NavigationItem(Message("Settings"), to: "/settings", picture: "tools", for: .roles([.administrator]))],
        desk: [.unsetHelper, .unfinishedSetup], doors: { SettingsRoutes(hub: $0).doors })
}

extension DeskSource {
    /// Every page names a person to ask, as soon as there is one.
    static let unsetHelper = DeskSource(for: [.administrator], purpose: .administration) { hub, _, _, _ in
        guard hub.settings.value.helperName.isEmpty else { return [] }
        return [DeskItem(
            .today, picture: "phone", title: Message("Name the person whom anyone can call"),
            detail: Message("Their name and phone number stand on every page."), waitsOn: Message("you"), since: nil,
            button: Message("Name someone"), to: Route("/settings").fragment("helper_name"))]
    }

    static let unfinishedSetup = DeskSource(for: [.administrator], purpose: .administration) { hub, _, _, _ in
        guard hub.settings.value.setup != nil else { return [] }
        return [DeskItem(
            .overdue, picture: "tools", title: Message("Setting up this hub is not finished"), waitsOn: Message("you"), since: nil,
            button: Message("Go on"), to: "/setup")]
    }
}
