import Crypto

/// A key by which a hub signs what it says to strangers (Ed25519, RFC 8032).
public struct SigningKey: Sendable, Redacted {
    private let key: Curve25519.Signing.PrivateKey

    init() { key = Curve25519.Signing.PrivateKey() }

    init(secret text: String) throws(KeyProblem) {
        guard let bytes = Base64URL.read(text), let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else { throw .altered }
        self.key = key
    }

    var secret: String { Base64URL.written(key.rawRepresentation) }

    public var verifying: VerifyingKey { VerifyingKey(key: key.publicKey) }

    /// Reads a key from a file of its own that only its owner can read. Throws `KeyProblem` as `RootKey.load` does.
    public static func load(from file: String) throws(KeyProblem) -> SigningKey {
        try SigningKey(secret: KeyFile(path: file).text().filter { !$0.isWhitespace })
    }

    /// Makes a key and writes it to a new file of mode 0400, never over another one.
    public static func create(at file: String) throws(KeyProblem) -> SigningKey {
        let key = SigningKey()
        try KeyFile(path: file).write(key.secret + "\n")
        return key
    }

    /// 64 bytes over the UTF-8 of the text.
    public func sign(_ text: String) throws -> [UInt8] { Array(try key.signature(for: Array(text.utf8))) }
}

/// The public half: whoever has it can tell what the hub signed.
public struct VerifyingKey: Sendable {
    let key: Curve25519.Signing.PublicKey
    init(key: Curve25519.Signing.PublicKey) { self.key = key }

    /// The raw 32 bytes in base64url.
    public var text: String { Base64URL.written(key.rawRepresentation) }

    /// Nil for what `text` would not write.
    public init?(text: String) {
        guard let bytes = Base64URL.read(text), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return nil }
        self.key = key
    }

    private static let pemHead: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]

    /// Nil for what `pem` would not write.
    public init?(pem: String) {
        let lines = pem.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard let body = lines.wholeMatch(of: /-----BEGIN PUBLIC KEY----- ([A-Za-z0-9+\/=]+) -----END PUBLIC KEY-----/)?.output.1, let bytes = Base64.read(body),
              bytes.starts(with: Self.pemHead), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst(Self.pemHead.count)) else { return nil }
        self.key = key
    }

    public func isValid(_ signature: [UInt8], of text: String) -> Bool { key.isValidSignature(signature, for: Array(text.utf8)) }

    /// The key as OpenSSL reads it: PEM around a SubjectPublicKeyInfo (RFC 8410, section 4).
    public var pem: String {
        "-----BEGIN PUBLIC KEY-----\n\(Base64.written(Self.pemHead + key.rawRepresentation))\n-----END PUBLIC KEY-----\n"
    }
}
