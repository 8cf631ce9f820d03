import Foundation
import House
import Identity
import Storage
import Trust
import Vault

extension Accounts {
    /// The secret that this session is offered to set up; it becomes the user's own with the first right code.
    ///
    /// It stays the same however often the page is opened, and is another one after an earlier one was taken away.
    func offeredFactor(of user: UserID, in session: String) async throws -> TOTP {
        let version = try await hub.archive.read { try $0.users.version(of: user) }
        return hub.keyring.offeredTOTP(for: "\(session)|\(version)")
    }

    /// Takes the offered secret for the user's own where the code is right, and ends every session but this one.
    ///
    /// - Returns: ten recovery codes, to be shown once, and the next secret of the session; nil where the code is wrong.
    func setUpFactor(of actor: Actor, session: String, code: String) async throws -> (codes: [String], cookie: String)? {
        let totp = try await offeredFactor(of: actor.user, in: session), now = hub.now()
        guard let step = totp.step(of: Folding.digits(code), at: hub.phoneTime) else { return nil }
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }, cookie = Secret.token(bytes: 32)
        let secret = try hub.keyring.seal(totp.text, as: SecondFactorSecret.self, row: actor.user.text, of: actor.person)
        do {
            try await hub.archive.write(by: actor, for: .ownFile) { db, access in
                try db.secondFactors.insert(secret, of: actor.user, step: step, at: now)
                try db.secondFactors.setRecoveryCodes(codes.map { RecoveryCode.hash($0, of: actor.user.text) }, of: actor.user)
                try db.sessions.renew(session, secretHash: Secret.hash(cookie), provedAt: now)
                try db.sessions.endAll(of: actor.user, except: session, at: now)
                try access.record(.secondFactorSetUp, on: actor.user, of: actor.person, fields: ["secret"], at: now, in: db)
            }
        } catch StorageProblem.unique {
            // Set up in another window meanwhile: what that one offered holds.
            return nil
        }
        return (codes, cookie)
    }

    /// Compares what was typed with the codes of the app and the recovery codes, and uses up the right one.
    ///
    /// - Parameter browser: what is known of where it was typed: the word of a known browser, or the session. It has tries of its own, so that whoever
    ///   knows the password uses up none of them; nil for a browser that anyone may sit at.
    /// - Returns: nil where it is right.
    func takeCode(_ typed: String, of actor: Actor, in browser: String?) async throws -> AccountProblem? {
        guard let browser else { return try await takeCode(typed, of: actor, mayTry: nil) }
        let index = hub.keyring.blindIndex(actor.user.text, column: "second_factors.user_id"), pace = SecondFactor.secondsForOneTry
        let problem = try await takeCode(typed, of: actor, mayTry: await hub.gate.admits(index, from: browser, secondsForOne: pace, at: hub.now()))
        if problem == nil { await hub.gate.giveBack(index, from: browser, secondsForOne: pace) }
        return problem
    }

    /// - Parameter mayTry: whether there are tries left; nil where the user's own count says so.
    private func takeCode(_ typed: String, of actor: Actor, mayTry: Bool?) async throws -> AccountProblem? {
        let now = hub.now(), time = hub.phoneTime, recovery = RecoveryCode.hash(typed, of: actor.user.text), code = Folding.digits(typed)
        let (problem, totp) = try await hub.archive.write(by: actor, for: .ownFile) { db, access -> (AccountProblem?, TOTP?) in
            guard var factor = try db.secondFactors.find(actor.user) else { return (.wrongCode, nil) }
            // Nobody guesses a recovery code: it opens, too, while someone else uses up the tries.
            if try db.secondFactors.use(recoveryCode: recovery, of: actor.user, at: now) {
                try access.record(.recoveryCodeUsed, on: actor.user, of: actor.person, at: now, in: db)
                return (nil, nil)
            }
            guard mayTry ?? factor.tries.take(at: now, secondsForOne: SecondFactor.secondsForOneTry) else { return (.tooManyCodes, nil) }
            let totp = TOTP(text: try access.open(factor.secret, in: actor.user.text, of: actor.person, as: .own))
            if let step = totp?.step(of: code, at: time), try db.secondFactors.use(step: step, of: actor.user) { return (nil, nil) }
            if mayTry == nil { try db.secondFactors.keep(factor.tries, of: actor.user) }
            return (.wrongCode, totp)
        }
        // After the transaction: it compares with the codes of two days.
        guard let totp, await hub.clocks.differ(for: actor.user, by: totp.differences(of: code, at: time), at: TOTP.step(at: time)) else { return problem }
        return .clocksDiffer
    }

    /// Ten new recovery codes, to be shown once; the earlier ones work no more.
    func renewRecoveryCodes(of actor: Actor) async throws -> [String] {
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }, now = hub.now()
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try db.secondFactors.isSetUp(for: actor.user) else { throw Refusal.notFound }
            try db.secondFactors.setRecoveryCodes(codes.map { RecoveryCode.hash($0, of: actor.user.text) }, of: actor.user)
            try access.record(.recoveryCodesMade, on: actor.user, of: actor.person, at: now, in: db)
        }
        return codes
    }

    /// Takes away one's own second step, and ends every session but this one, whose next secret it gives.
    func removeFactor(of actor: Actor, session: String) async throws -> String {
        let now = hub.now(), cookie = Secret.token(bytes: 32)
        try await hub.archive.write(by: actor, for: .ownFile) { db, access in
            guard try db.secondFactors.remove(of: actor.user) else { throw Refusal.notFound }
            try db.sessions.renew(session, secretHash: Secret.hash(cookie), provedAt: now)
            try db.sessions.endAll(of: actor.user, except: session, at: now)
            try access.record(.secondFactorRemoved, on: actor.user, of: actor.person, fields: ["secret"], at: now, in: db)
        }
        return cookie
    }

    /// The same from the console, for a hub whose only administrator has lost their phone; false where nobody works or helps here by this address.
    public func resetFactor(of email: String, in organization: OrganizationID) async throws -> Bool {
        for role in Role.allCases where role != .newcomer {
            guard let user = try await user(of: email, as: role, in: organization) else { continue }
            try await resetFactor(of: user, by: .atTheConsole(of: organization))
            return true
        }
        return false
    }

    /// Takes away another's second step, passkeys and account at the town's provider, whose phone is lost, and ends all their sessions; they set up
    /// a new one when they sign in.
    ///
    /// Throws `Refusal.notFound` for someone of another organization; where there is none to take away, nothing happens.
    public func resetFactor(of user: UserID, by actor: Actor) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .administration) { db, access in
            let found = try db.users.list(visibleTo: actor).first { $0.id == user }.orNotFound()
            let hadApp = try db.secondFactors.remove(of: user), hadPasskey = try db.passkeys.removeAll(of: user), wasBound = try db.providerAccounts.unbind(user)
            guard hadApp || hadPasskey || wasBound else { return }
            try db.sessions.endAll(of: user, at: now)
            try access.record(.secondFactorReset, on: user, of: found.person, fields: ["secret"], at: now, in: db)
        }
    }
}
