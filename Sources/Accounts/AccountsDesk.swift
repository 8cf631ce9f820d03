import House
import Identity
import Localization
import Trust

extension DeskSource {
    /// A hub where nobody answers for data protection: emergencies and requests would reach nobody.
    static let noOfficer = DeskSource(for: [.administrator], purpose: .administration) { _, db, access, today in
        guard try db.staff.holding([.officer], in: access.actor.organization).isEmpty else { return [] }
        return [DeskItem(
            .danger, picture: "shield", title: Message("Nobody answers for data protection here"),
            detail: Message("Requests of people about their data, and what is opened in an emergency, reach nobody until somebody has that role."),
            waitsOn: Message("you"), since: today, button: Message("Give somebody the role"), to: "/users")]
    }
}
