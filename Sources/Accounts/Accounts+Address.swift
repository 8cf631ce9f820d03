import Foundation
import House
import Identity
import Localization
import Storage
import Vault
import Web

extension Accounts {
    /// Lets whoever signs in with one address do so with another from now on, in the transaction of the caller. Links by mail that were not used yet
    /// open nothing any more; who signs in otherwise is left as they are.
    ///
    /// - Parameters:
    ///   - old: nil for whatever they sign in with now.
    ///   - session: their own, where they do it themselves: all others end. Nil where staff does it, who changes that of nobody at a desk: whoever reads
    ///     the mail of an address comes in by it.
    /// - Returns: whether they sign in with the new one now.
    /// - Throws: `AccountProblem.addressRefused` where somebody else has it. The words are the same as for what is no address.
    public static func move(_ person: PersonID, from old: String?, to new: String, session: String?, hub: Hub, in db: any Connection, at now: Date) throws -> Bool {
        func index(_ address: String) -> BlindIndex { hub.keyring.blindIndex(Folding.email(address), column: "users.email") }
        guard let user = try db.users.user(of: person, signingInWith: old.map(index)) else { return false }
        guard try session != nil || !db.memberships.worksAtDesk(user) else { throw AccountProblem.addressOfStaff }
        guard try db.users.isFree(index(new), for: user) else { throw AccountProblem.addressRefused }
        try db.users.setEmail(hub.keyring.seal(new, as: UserEmail.self, row: user.text, of: person), index(new), of: user)
        if let session { try db.sessions.endAll(of: user, except: session, at: now) }
        try db.signIns.removeAll(of: user)
        try db.mailLinks.endAll(of: user, at: now)
        return true
    }
}

extension UserStore {
    fileprivate func user(of person: PersonID, signingInWith email: BlindIndex?) throws -> UserID? {
        try db.value("SELECT id FROM users WHERE person_id = \(person) \(email.map { "AND email_index = \($0)" as SQL })")
    }

    fileprivate func isFree(_ email: BlindIndex, for user: UserID) throws -> Bool {
        try db.count("SELECT count(*) FROM users WHERE email_index = \(email) AND id <> \(user)") == 0
    }

    fileprivate func setEmail(_ email: Sealed<UserEmail>, _ index: BlindIndex, of user: UserID) throws {
        _ = try db.execute("UPDATE users SET email = \(email), email_index = \(index), version = version + 1 WHERE id = \(user)")
    }
}

extension MembershipStore {
    fileprivate func worksAtDesk(_ user: UserID) throws -> Bool {
        try db.count("SELECT count(*) FROM memberships WHERE user_id = \(user) AND ended_at IS NULL AND role IN \(in: Role.staff.map(\.rawValue).sorted())") > 0
    }
}
