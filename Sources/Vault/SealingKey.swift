import Crypto
import FoundationEssentials

/// The private half of a key pair to which things are sealed; only who has it can open them.
public struct SealingKey: Sendable, Redacted {
    public let suite: SealingSuite
    let secret: SymmetricKey

    /// A new one: of X-Wing, or of X25519 where this machine has no X-Wing.
    public init() {
        self = (try? SealingKey(.xwing, SymmetricKey(size: .bits256))) ?? SealingKey(x25519: Curve25519.KeyAgreement.PrivateKey())
    }

    private init(x25519 key: Curve25519.KeyAgreement.PrivateKey) { (suite, secret) = (.x25519, SymmetricKey(data: key.rawRepresentation)) }

    /// Throws `altered` where these 32 bytes are no key of the suite.
    init(_ suite: SealingSuite, _ secret: SymmetricKey) throws(KeyProblem) {
        (self.suite, self.secret) = (suite, secret)
        _ = try publicHalf()
    }

    /// Reads a key back as it was printed. Throws `wrongLength` or `mistyped`.
    public init(printable text: String) throws(KeyProblem) {
        for suite in SealingSuite.allCases {
            do {
                self = try SealingKey(suite, SymmetricKey(data: try Self.printed(suite).read(text)))
                return
            } catch .mistyped where suite != SealingSuite.allCases.last {
                continue
            }
        }
        throw .mistyped
    }

    /// Reads a key back from a file that only its owner can read. Throws `missing`, `exposed`, `file`, `wrongLength` or `mistyped`.
    public init(file: String) throws(KeyProblem) { try self.init(printable: try KeyFile(path: file).text()) }

    /// For paper: fourteen groups of four characters, the last group checking the others.
    public var printable: String { Self.printed(suite).written(secret.withUnsafeBytes { Array($0) }) }

    private static func printed(_ suite: SealingSuite) -> Printed { Printed(kind: "tessera sealing key \(suite.rawValue)") }

    /// The half that may be known to all.
    public func publicHalf() throws(KeyProblem) -> PublicSealingKey {
        do {
            return switch suite {
            case .xwing: PublicSealingKey(suite: suite, bytes: Array(try xwing().publicKey.rawRepresentation))
            case .x25519: PublicSealingKey(suite: suite, bytes: Array(try x25519().publicKey.rawRepresentation))
            }
        } catch { throw .altered }
    }

    /// What opens, piece after piece in their order, what was sealed under this encapsulated key.
    ///
    /// - Parameter info: what the sealing was for. Throws `altered` for a key that was encapsulated for someone else's suite.
    public func opening(_ encapsulated: [UInt8], for info: String) throws(KeyProblem) -> OpeningStream {
        let info = Data(info.utf8), encapsulated = Data(encapsulated)
        do {
            let recipient = switch suite {
            case .xwing: try HPKE.Recipient(privateKey: try xwing(), ciphersuite: suite.suite, info: info, encapsulatedKey: encapsulated)
            case .x25519: try HPKE.Recipient(privateKey: try x25519(), ciphersuite: suite.suite, info: info, encapsulatedKey: encapsulated)
            }
            return OpeningStream(recipient: recipient)
        } catch { throw .altered }
    }

    private func xwing() throws -> XWingMLKEM768X25519.PrivateKey {
        try secret.withUnsafeBytes { try XWingMLKEM768X25519.PrivateKey(seedRepresentation: Data($0), publicKey: nil) }
    }

    private func x25519() throws -> Curve25519.KeyAgreement.PrivateKey {
        try secret.withUnsafeBytes { try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0) }
    }
}

/// The public half: whoever has it can seal, and open nothing.
public struct PublicSealingKey: Sendable, Hashable {
    public let suite: SealingSuite
    let bytes: [UInt8]

    /// The number of the suite, a dot, the key in base64url.
    public var text: String { "\(suite.rawValue).\(Base64URL.written(bytes))" }

    /// Tells keys apart: 16 hex digits of the SHA-256 of its text.
    public var fingerprint: String { Hex.written(SHA256.hash(data: Array(text.utf8)).prefix(8)) }

    init(suite: SealingSuite, bytes: [UInt8]) { (self.suite, self.bytes) = (suite, bytes) }

    /// Nil for what is no key.
    public init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let suite = Int(parts[0]).flatMap(SealingSuite.init), let bytes = Base64URL.read(String(parts[1])) else { return nil }
        self.init(suite: suite, bytes: bytes)
        guard (try? sealing(for: "")) != nil else { return nil }
    }

    /// What seals, piece after piece, to the private half.
    ///
    /// - Parameter info: what the sealing is for; it opens for nothing else.
    public func sealing(for info: String) throws -> SealingStream {
        let info = Data(info.utf8)
        let sender = switch suite {
        case .xwing: try HPKE.Sender(recipientKey: try XWingMLKEM768X25519.PublicKey(rawRepresentation: bytes), ciphersuite: suite.suite, info: info)
        case .x25519: try HPKE.Sender(recipientKey: try Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes), ciphersuite: suite.suite, info: info)
        }
        return SealingStream(sender: sender)
    }
}

/// Seals pieces one after another; each opens in its own place only.
public struct SealingStream: Sendable {
    private var sender: HPKE.Sender
    fileprivate init(sender: HPKE.Sender) { self.sender = sender }

    public var encapsulated: [UInt8] { Array(sender.encapsulatedKey) }

    public mutating func seal(_ piece: some DataProtocol, as name: String) throws -> Data { try sender.seal(piece, authenticating: Data(name.utf8)) }
}

/// Opens pieces in the order in which they were sealed.
public struct OpeningStream: Sendable {
    private var recipient: HPKE.Recipient
    fileprivate init(recipient: HPKE.Recipient) { self.recipient = recipient }

    /// Throws `altered` for a piece that was changed, is out of its place or has another name.
    public mutating func open(_ piece: some DataProtocol, as name: String) throws(KeyProblem) -> Data {
        do { return try recipient.open(piece, authenticating: Data(name.utf8)) } catch { throw .altered }
    }
}
