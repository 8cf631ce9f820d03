import Foundation
import House
import Identity
import Localization
import Trust
import Vault
import Web

extension AuditAction {
    static let secondFactorSetUp = AuditAction(rawValue: "user.second_factor_set_up")
    static let secondFactorRemoved = AuditAction(rawValue: "user.second_factor_removed")
    static let secondFactorReset = AuditAction(rawValue: "user.second_factor_reset")
    static let recoveryCodesMade = AuditAction(rawValue: "user.recovery_codes_made")
    static let recoveryCodeUsed = AuditAction(rawValue: "user.recovery_code_used")
}

/// The secret that a user's authenticator app shares with the hub. Of no use to its owner outside this hub: it goes into no copy of their data.
enum SecondFactorSecret: PersonalField {
    static let entry = FieldEntry(
        table: "second_factors", column: "secret", kind: .proof, purposes: [.ownFile], basis: .publicTask,
        retention: RetentionPeriod(days: 365, after: .userDisabled), sensitivity: .sensitive, owner: .administrator)
        .sealed(.row("user_id", of: "person_id", in: "users", by: "user_id"))
}

/// What signing in asks for after the password.
struct SecondFactor: Sendable {
    let secret: Sealed<SecondFactorSecret>
    let setUpAt: Date
    /// How many recovery codes were not used yet.
    let codesLeft: Int
    var tries: Tries

    /// With the right password in hand, a guesser has three codes in a million with each try; one in five minutes
    /// leaves them a chance of one in a thousand a day.
    static let secondsForOneTry = 300.0
}

extension Actor {
    /// Whoever works at a desk signs in with two things, in every hub but a demo.
    func mustHaveSecondFactor(in settings: Settings) -> Bool { isStaff && !settings.isDemo }
}

extension Hub {
    /// The time on people's own phones: in a demo whose clock was moved on, that of the machine.
    var phoneTime: Date {
        let settings = settings.value
        return settings.isDemo ? now().addingTimeInterval(-Double(settings.demoSeconds)) : now()
    }
}
