import Crypto

/// A secret of 32 bytes, locked by words that someone remembers: argon2id (RFC 9106) makes a key of them, AES-256-GCM locks.
///
/// Cost and salt are bound to it, so that nobody makes guessing cheaper by changing what is stored.
struct PassphraseLock: Sendable {
    let cost: Passwords.Cost
    private let salt: [UInt8], box: [UInt8]
    private static let saltBytes = 16

    /// - Parameter name: what is locked; it opens as nothing else. Throws `outOfMemory`.
    init(_ secret: SymmetricKey, by passphrase: Passphrase, _ cost: Passwords.Cost, as name: String) throws(KeyProblem) {
        (self.cost, salt) = (cost, Secret.bytes(Self.saltBytes))
        let key = try passphrase.key(salt: salt, cost), binding = Self.binding(name, cost, salt)
        guard let sealed = secret.withUnsafeBytes({ try? AES.GCM.seal($0, using: key, authenticating: binding).combined }) else { throw .altered }
        box = Array(sealed)
    }

    /// Throws `wrongPassphrase`, also for what was changed or is locked as something else, or `outOfMemory`.
    func opened(by passphrase: Passphrase, as name: String) throws(KeyProblem) -> SymmetricKey {
        let key = try passphrase.key(salt: salt, cost)
        guard let sealed = try? AES.GCM.SealedBox(combined: box),
              let bytes = try? AES.GCM.open(sealed, using: key, authenticating: Self.binding(name, cost, salt)) else { throw .wrongPassphrase }
        return SymmetricKey(data: bytes)
    }

    /// Memory, passes, salt and box, as they are stored.
    var parts: [String] { [cost.memory.description, cost.passes.description, Base64URL.written(salt), Base64URL.written(box)] }

    /// Nil for what is no lock. Costs that a changed text could make endless are refused: 1 GiB and 64 passes at most.
    init?(parts: [String]) {
        guard parts.count == 4, let memory = Int(parts[0]), (8192...1 << 30).contains(memory), let passes = UInt64(parts[1]), (1...64).contains(passes),
              let salt = Base64URL.read(parts[2]), salt.count == Self.saltBytes, let box = Base64URL.read(parts[3]) else { return nil }
        (cost, self.salt, self.box) = (Passwords.Cost(memory: memory, passes: passes), salt, box)
    }

    private static func binding(_ name: String, _ cost: Passwords.Cost, _ salt: [UInt8]) -> [UInt8] {
        Array("\(name)|\(cost.memory)|\(cost.passes)|".utf8) + salt
    }
}
