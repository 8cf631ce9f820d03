import House
import Localization
import Messaging
import Storage
import Trust
import Web

extension Feature {
    /// What people can see and decide of what is held about them, over all areas; and what the data protection officer answers for.
    public static let privacy = Feature(
        name: "Privacy", migrations: [.breaches], personalData: [.shared, EmergencyReason.entry, EmergencyNote.entry],
        navigation: [
            NavigationItem(Message("My file"), to: "/my/file", picture: "document", for: .roles([.newcomer, .volunteer])),
            NavigationItem(Message("Data protection"), to: "/data-protection", picture: "shield", for: .roles([.officer])),
        ],
        letters: Letter.ofShares + [.breachTold], jobs: [.shareReminders], panels: [.sharesToDelete], file: [.shares, .emergencies, .breaches],
        desk: DataProtectionDesk.sources,
        doors: { hub in
            MyFileRoutes(hub: hub).doors + ShareRoutes(hub: hub).doors + DataProtectionRoutes(hub: hub).doors + BreachRoutes(hub: hub).doors
        })
}
