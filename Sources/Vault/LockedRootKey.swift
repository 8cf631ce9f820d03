import Crypto

/// A root key as a passphrase locks it: what stands in its file then, in four lines.
///
/// The key itself stays what it was, so a passphrase is changed without touching the data, and the printed key still opens everything.
public struct LockedRootKey: Sendable {
    private let cost: Passwords.Cost
    private let salt: [UInt8], box: [UInt8]
    private static let title = "tessera root key, locked by a passphrase, 1"
    private static let saltBytes = 16

    /// - Parameter cost: by default that of passwords.
    public init(_ root: RootKey, by passphrase: Passphrase, cost: Passwords.Cost = .standard) throws(KeyProblem) {
        (self.cost, salt) = (cost, Secret.bytes(Self.saltBytes))
        let key = try passphrase.key(salt: salt, cost), binding = Self.binding(cost, salt)
        let sealed = root.secret.withUnsafeBytes { try? AES.GCM.seal($0, using: key, authenticating: binding).combined }
        guard let sealed else { throw .altered }
        box = Array(sealed)
    }

    /// Throws `wrongPassphrase`, also for a file that was changed, or `outOfMemory`.
    public func opened(by passphrase: Passphrase) throws(KeyProblem) -> RootKey {
        let key = try passphrase.key(salt: salt, cost)
        guard let sealed = try? AES.GCM.SealedBox(combined: box),
              let bytes = try? AES.GCM.open(sealed, using: key, authenticating: Self.binding(cost, salt)) else { throw .wrongPassphrase }
        return RootKey(bytes: bytes)
    }

    var text: String {
        "\(Self.title)\nargon2id \(cost.memory) \(cost.passes)\nsalt \(Base64URL.written(salt))\nkey \(Base64URL.written(box))\n"
    }

    /// Nil for what is no locked key. Costs that a changed file could make endless are refused: 1 GiB and 64 passes at most.
    init?(text: String) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        guard text.hasPrefix(Self.title), lines.count == 4, lines[1].count == 3, lines[1][0] == "argon2id",
              let memory = Int(lines[1][1]), (8192...1 << 30).contains(memory), let passes = UInt64(lines[1][2]), (1...64).contains(passes),
              lines[2].count == 2, lines[2][0] == "salt", let salt = Base64URL.read(lines[2][1]), salt.count == Self.saltBytes,
              lines[3].count == 2, lines[3][0] == "key", let box = Base64URL.read(lines[3][1]) else { return nil }
        (cost, self.salt, self.box) = (Passwords.Cost(memory: memory, passes: passes), salt, box)
    }

    static func isLocked(_ text: String) -> Bool { text.hasPrefix(title) }

    private static func binding(_ cost: Passwords.Cost, _ salt: [UInt8]) -> [UInt8] {
        Array("\(title)|\(cost.memory)|\(cost.passes)|".utf8) + salt
    }
}
