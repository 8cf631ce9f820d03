import House
import Identity
import Localization
import Trust
import Web

extension FileSource {
    /// How someone signs in.
    static let accounts = FileSource(Message("Your sign-in"), picture: "lock", fields: [UserName.entry, UserEmail.entry, SecondFactorSecret.entry, PasskeyName.entry] + Device.entries) { _, hub, db, access in
        guard let user = try db.users.find(access.actor.user, visibleTo: access.actor) else { return [] }
        var lines = [FileLine(Message("Name"), try access.open(user.name, in: user.id.text, of: user.person, as: .own))]
        if let email = user.email { lines.append(FileLine(Message("E-mail address"), try access.open(email, in: user.id.text, of: user.person, as: .own))) }
        if let card = try db.cards.standing(of: [user.person])[user.person] {
            lines.append(FileLine(Message("A card with a code lets you in since"), Day(card.issuedAt, in: hub.settings.value.zone), detail: card.isStopped ? Message("Wrong PINs have stopped it.") : nil))
        }
        // That it is there is told; the secret itself would only lie about.
        if try db.secondFactors.isSetUp(for: user.id) { lines.append(FileLine(Message("Second step of signing in"), Message("It is set up."))) }
        if let bound = try db.providerAccounts.binding(of: user.id) {
            lines.append(FileLine(Message("An account of the town lets you in since"), Day(bound.boundAt, in: hub.settings.value.zone)))
        }
        for passkey in try db.passkeys.list(of: user.id) {
            lines.append(FileLine(Message("Passkey"), try access.open(passkey.name, in: passkey.id, of: user.person, as: .own)))
        }
        lines += try db.sessions.open(of: user.id, at: hub.now()).map { FileLine(Message("Signed in on"), Day($0.openedAt, in: hub.settings.value.zone), detail: $0.device.message) }
        return lines + user.roles.sorted { $0.rawValue < $1.rawValue }.map { FileLine(Message("Role"), $0.message) }
    }
}
