import CSodium
import Foundation

/// Hashes and compares passwords with argon2id (RFC 9106), two at a time, off the threads that serve requests.
///
/// Sixteen more may wait; what comes then is refused with `PasswordFailure.tooBusy`.
public struct Passwords: Sendable {
    /// What one hash costs: memory in bytes (8 KiB at least) and passes over it.
    public struct Cost: Sendable, Hashable {
        let memory: Int, passes: UInt64

        /// 64 MiB and 3 passes: about 120 ms; OWASP's floor is 19 MiB and 2.
        public static let standard = Cost(memory: 64 << 20, passes: 3)

        public init(memory: Int, passes: UInt64) {
            (self.memory, self.passes) = (memory, passes)
        }
    }

    let cost: Cost
    let gate: WorkGate

    public init(cost: Cost = .standard) {
        self.init(cost: cost, gate: WorkGate(running: 2, waiting: 16))
    }

    init(cost: Cost, gate: WorkGate) {
        // Chooses the fastest code for this processor; may be called again.
        _ = sodium_init()
        (self.cost, self.gate) = (cost, gate)
    }

    /// The hash to store, in the PHC string format, with a salt of its own. Throws `PasswordFailure`.
    public func hash(_ password: String) async throws -> String {
        try await gate.run { [cost] in try Self.hashed(Self.bytes(of: password), cost) }
    }

    /// Whether the password is the one hashed; for an unknown user (`nil`) the same work and always false.
    ///
    /// Throws `PasswordFailure`.
    public func verify(_ password: String, against stored: String?) async throws -> Bool {
        try await gate.run { [cost] in
            let password = Self.bytes(of: password)
            guard let stored else {
                _ = try Self.hashed(password, cost)
                return false
            }
            return crypto_pwhash_str_verify(stored, password, UInt64(password.count)) == 0
        }
    }

    /// How many hashes were made or compared since the start: what signing in cost.
    public var runs: Int { gate.begun }

    /// Whether a hash was made at another cost than today's, or is none; to be made anew at the next sign-in.
    public func needsRehash(_ stored: String) -> Bool {
        crypto_pwhash_str_needs_rehash(stored, cost.passes, cost.memory) != 0
    }

    private static func hashed(_ password: [CChar], _ cost: Cost) throws(PasswordFailure) -> String {
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let result = crypto_pwhash_str(&text, password, UInt64(password.count), cost.passes, cost.memory)
        guard result == 0 else { throw .outOfMemory }
        return text.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// One person's keyboards write the same character in different ways; NFKC makes them one (NIST SP 800-63B, 3.1.1.2).
    private static func bytes(of password: String) -> [CChar] {
        password.precomposedStringWithCompatibilityMapping.utf8.map { CChar(bitPattern: $0) }
    }
}
