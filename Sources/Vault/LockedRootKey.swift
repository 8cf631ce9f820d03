/// A root key as a passphrase locks it: what stands in its file then, in four lines.
///
/// The key itself stays what it was, so a passphrase is changed without touching the data, and the printed key still opens everything.
public struct LockedRootKey: Sendable {
    private let lock: PassphraseLock
    private static let title = "tessera root key, locked by a passphrase, 1"

    /// - Parameter cost: by default that of passwords.
    public init(_ root: RootKey, by passphrase: Passphrase, cost: Passwords.Cost = .standard) throws(KeyProblem) {
        lock = try PassphraseLock(root.secret, by: passphrase, cost, as: Self.title)
    }

    /// Throws `wrongPassphrase`, also for a file that was changed, or `outOfMemory`.
    public func opened(by passphrase: Passphrase) throws(KeyProblem) -> RootKey { RootKey(bytes: try lock.opened(by: passphrase, as: Self.title)) }

    var text: String {
        let parts = lock.parts
        return "\(Self.title)\nargon2id \(parts[0]) \(parts[1])\nsalt \(parts[2])\nkey \(parts[3])\n"
    }

    /// Nil for what is no locked key.
    init?(text: String) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        guard text.hasPrefix(Self.title), lines.count == 4, lines[1].count == 3, lines[1][0] == "argon2id", lines[2].count == 2, lines[2][0] == "salt",
              lines[3].count == 2, lines[3][0] == "key", let lock = PassphraseLock(parts: [lines[1][1], lines[1][2], lines[2][1], lines[3][1]]) else { return nil }
        self.lock = lock
    }

    static func isLocked(_ text: String) -> Bool { text.hasPrefix(title) }
}
