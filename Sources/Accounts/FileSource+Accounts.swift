import House
import Identity
import Localization
import Trust
import Web

extension FileSource {
    /// How someone signs in.
    static let accounts = FileSource(Message("Your sign-in"), picture: "lock", fields: [UserName.entry, UserEmail.entry]) { _, _, db, access in
        let user = try db.users.find(access.actor.user, visibleTo: access.actor).orNotFound()
        var lines = [FileLine(Message("Name"), try access.open(user.name, in: user.id.text, of: user.person, as: .own))]
        if let email = user.email { lines.append(FileLine(Message("E-mail address"), try access.open(email, in: user.id.text, of: user.person, as: .own))) }
        return lines + user.roles.sorted { $0.rawValue < $1.rawValue }.map { FileLine(Message("Role"), $0.message) }
    }
}
