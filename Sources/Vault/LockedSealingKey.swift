import Crypto

/// The key pair of one person, whose private half only they can open: by their password, and by a code on paper.
///
/// What is stored opens to nobody else, whatever other keys they have; its public half is bound to it, so that an exchanged one shows.
public struct LockedSealingKey: Sendable {
    public let publicKey: PublicSealingKey
    /// Nil where its owner uses no password.
    let byPassword: PassphraseLock?
    private let byCode: [UInt8]
    private let owner: String

    /// - Parameters:
    ///   - code: a new `RecoveryCode`.
    ///   - owner: the id of whose it is.
    init(_ key: SealingKey, of owner: String, byPassword: PassphraseLock?, code: String) throws(KeyProblem) {
        (publicKey, self.owner, self.byPassword) = (try key.publicHalf(), owner, byPassword)
        let binding = Array(Self.name(owner, publicKey).utf8), sealing = Self.key(of: code, owner)
        guard let box = key.secret.withUnsafeBytes({ try? AES.GCM.seal($0, using: sealing, authenticating: binding).combined }) else { throw .altered }
        byCode = Array(box)
    }

    private init(_ other: LockedSealingKey, byPassword: PassphraseLock?) {
        (publicKey, owner, byCode, self.byPassword) = (other.publicKey, other.owner, other.byCode, byPassword)
    }

    /// As it is stored; nil for what is none.
    public init?(publicKey: String, byPassword: String?, byCode: String, owner: String) {
        guard let key = PublicSealingKey(text: publicKey), let code = Base64URL.read(byCode) else { return nil }
        (self.publicKey, self.byCode, self.owner) = (key, code, owner)
        if let byPassword {
            guard let lock = PassphraseLock(parts: byPassword.split(separator: ".", omittingEmptySubsequences: false).map(String.init)) else { return nil }
            self.byPassword = lock
        } else { self.byPassword = nil }
    }

    public var passwordText: String? { byPassword?.parts.joined(separator: ".") }
    public var codeText: String { Base64URL.written(byCode) }
    public var hasPassword: Bool { byPassword != nil }

    /// The same key under another code; the earlier one opens it no more.
    public func withCode(_ code: String, for key: SealingKey) throws(KeyProblem) -> LockedSealingKey {
        try LockedSealingKey(key, of: owner, byPassword: byPassword, code: code)
    }

    func withPassword(_ lock: PassphraseLock) -> LockedSealingKey { LockedSealingKey(self, byPassword: lock) }

    /// What is locked, for the lock of a password.
    var name: String { Self.name(owner, publicKey) }
    static func name(_ owner: String, _ key: PublicSealingKey) -> String { "tessera sealing key|\(owner)|\(key.text)" }

    /// Nil where this is not its code, or the public half is not the one that belongs to it.
    func opened(byCode code: String) -> SealingKey? {
        guard let sealed = try? AES.GCM.SealedBox(combined: byCode),
              let bytes = try? AES.GCM.open(sealed, using: Self.key(of: code, owner), authenticating: Array(name.utf8)) else { return nil }
        return key(SymmetricKey(data: bytes))
    }

    /// Throws `wrongPassphrase` or `outOfMemory`; takes as long as a password does.
    func opened(byPassword password: Passphrase) throws(KeyProblem) -> SealingKey {
        guard let byPassword, let key = key(try byPassword.opened(by: password, as: name)) else { throw .wrongPassphrase }
        return key
    }

    private func key(_ secret: SymmetricKey) -> SealingKey? {
        guard let key = try? SealingKey(publicKey.suite, secret), (try? key.publicHalf()) == publicKey else { return nil }
        return key
    }

    /// The code has 120 random bits: HKDF (RFC 5869) makes a key of it, nobody guesses it.
    private static func key(of code: String, _ owner: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(Base32.folded(code).utf8)), info: Array("tessera sealing key code|\(owner)".utf8), outputByteCount: 32)
    }
}
