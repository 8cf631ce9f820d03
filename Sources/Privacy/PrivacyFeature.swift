import House
import Localization
import Web

extension Feature {
    /// What people can see and decide of what is held about them, over all areas.
    public static let privacy = Feature(
        name: "Privacy", migrations: [], navigation: [NavigationItem(Message("My file"), to: "/my/file", picture: "document", for: .roles([.newcomer, .volunteer]))],
        doors: { MyFileRoutes(hub: $0).doors })
}
