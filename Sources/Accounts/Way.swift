import House
import Identity
import Web

/// By what someone came in.
enum Way: String, Sendable, CaseIterable {
    case password, card, passkey
    /// A link that works once, sent by mail.
    case mail
    /// The town's own identity provider; and the same where it says that two things were shown there.
    case provider, providerTwice = "provider_twice"

    /// Whether they showed two things at once: something they have, and something that makes sure it is them.
    var showsTwo: Bool { self == .passkey || self == .providerTwice }
}

/// What someone could show, and what they came in by: from it follows what they must do first, and by what they show again that it is them.
struct Standing: Sendable {
    let way: Way
    /// An authenticator app.
    let hasApp: Bool
    let hasPasskey: Bool
    let hasPassword: Bool, mustChangePassword: Bool

    /// Whoever came in without a password needs none of their own choice.
    func duty(of actor: Actor, _ settings: Settings) -> Session.Duty? {
        if mustChangePassword, way == .password { return .password }
        return !hasApp && !hasPasskey && !way.showsTwo && actor.mustHaveSecondFactor(in: settings) ? .secondFactor : nil
    }

    /// A password alone is enough again only for those who came in by it alone.
    func proof(of actor: Actor) -> Session.Proof {
        if hasApp { return .code }
        if hasPasskey, actor.isStaff || way != .password { return .passkey }
        return hasPassword && way == .password ? .password : .comingInAgain
    }
}
