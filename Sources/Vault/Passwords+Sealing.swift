/// Keys that a password locks take part in the same queue as the passwords themselves, since they need as much memory.
extension Passwords {
    /// A new key pair of this owner, locked by their password and by a new code; without a password by the code alone.
    ///
    /// - Returns: what is stored, and the code to print. Throws `PasswordFailure` or `KeyProblem.outOfMemory`.
    public func newSealingKey(of owner: String, by password: String?) async throws -> (locked: LockedSealingKey, code: String) {
        let key = SealingKey(), code = RecoveryCode.make(), name = LockedSealingKey.name(owner, try key.publicHalf())
        let lock = if let password { try await lock(key, by: password, as: name) } else { nil as PassphraseLock? }
        return (try LockedSealingKey(key, of: owner, byPassword: lock, code: code), code)
    }

    /// The private half, where this is its code or its password; nil where it is neither.
    public func opened(_ locked: LockedSealingKey, by typed: String) async throws -> SealingKey? {
        if let key = locked.opened(byCode: typed) { return key }
        guard locked.hasPassword else { return nil }
        return try await gate.run {
            do { return try locked.opened(byPassword: Passphrase(typed)) } catch KeyProblem.wrongPassphrase { return nil }
        }
    }

    /// The same key under another password; nil where neither its code nor its password so far was typed.
    public func changed(_ locked: LockedSealingKey, from typed: String, to new: String) async throws -> LockedSealingKey? {
        guard let key = try await opened(locked, by: typed) else { return nil }
        return locked.withPassword(try await lock(key, by: new, as: locked.name))
    }

    /// Whether a key lies under a lock of another cost than today's.
    public func needsRelock(_ locked: LockedSealingKey) -> Bool { locked.byPassword.map { $0.cost != cost } ?? false }

    private func lock(_ key: SealingKey, by password: String, as name: String) async throws -> PassphraseLock {
        try await gate.run { [cost] in try PassphraseLock(key.secret, by: Passphrase(password), cost, as: name) }
    }
}
