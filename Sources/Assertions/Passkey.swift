import Crypto
import Foundation
import Vault

/// Why an answer of a passkey was not taken.
public enum PasskeyRefusal: Error, Sendable, Hashable {
    /// It could not be read at all.
    case unreadable
    /// It answers something else: another kind of question, another challenge, or one that is over.
    case kind, challenge
    /// It was given to another site, or from within one.
    case origin, site
    /// Nobody touched the authenticator, or it did not make sure who did.
    case absent, unverified
    /// An algorithm that is not ours, or words of a maker that were not asked for.
    case algorithm, attestation
    case signature
    /// It has signed less often than before: a copy is about.
    case counter
}

/// The question that a passkey was to answer: what was drawn for it, and where the hub is.
public struct PasskeyQuestion: Sendable {
    let challenge: String, origin: String, site: String

    /// - Parameters:
    ///   - challenge: as it was given to the browser, base64url.
    ///   - origin: such as `https://hub.example.org`.
    ///   - site: the name of the host alone, such as `hub.example.org`.
    public init(challenge: String, origin: String, site: String) { (self.challenge, self.origin, self.site) = (challenge, origin, site) }

    /// What browser and authenticator both say, whether a passkey is made or shown (WebAuthn, sections 7.1 and 7.2).
    func check(_ client: ClientData, kind: String, _ data: AuthenticatorData) throws(PasskeyRefusal) {
        guard client.type == kind else { throw .kind }
        guard client.challenge == challenge else { throw .challenge }
        guard client.origin == origin, client.crossOrigin != true, client.topOrigin == nil else { throw .origin }
        guard data.siteHash == Array(SHA256.hash(data: Array(site.utf8))) else { throw .site }
        guard data.isPresent else { throw .absent }
        guard data.isVerified else { throw .unverified }
    }
}

/// What the browser says of the question, in JSON (WebAuthn, section 5.8.1).
struct ClientData: Decodable {
    let type: String, challenge: String, origin: String
    let crossOrigin: Bool?, topOrigin: String?

    init(_ bytes: [UInt8]) throws(PasskeyRefusal) {
        guard bytes.count <= 8192, let read = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { throw .unreadable }
        self = read
    }
}

/// What the hub keeps of a passkey: its id and its public key, both base64url, and how often it has signed.
public struct PasskeyRecord: Sendable, Hashable {
    public let id: String, key: String
    public let counter: Int

    public init(id: String, key: String, counter: Int) { (self.id, self.key, self.counter) = (id, key, counter) }
}

/// What a browser sends of a passkey, in JSON; everything in it base64url.
public struct PasskeyAnswer: Decodable, Sendable {
    public let id: String
    /// Whose passkey it is, by the handle that the hub gave out; nil where the authenticator does not keep it.
    public let userHandle: String?
    private let clientDataJSON: String
    private let attestationObject: String?, authenticatorData: String?, signature: String?

    private static let longest = 32 * 1024

    /// Nil where it is no such JSON.
    public init?(json: String) {
        guard json.utf8.count <= Self.longest, let read = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = read
    }

    /// The challenge that it claims to answer, to look for it; nil where it can't be read.
    public var challenge: String? { Self.bytes(clientDataJSON).flatMap { try? ClientData($0) }?.challenge }

    /// A passkey that was made now (WebAuthn, section 7.1), without any word of its maker.
    public func made(for question: PasskeyQuestion) throws(PasskeyRefusal) -> PasskeyRecord {
        guard let client = Self.bytes(clientDataJSON), let object = Self.bytes(attestationObject).flatMap({ CBOR($0) }),
              let data = object["authData"]?.asBytes.flatMap({ AuthenticatorData($0) }), let made = data.made,
              Base64URL.written(made.id) == id else { throw .unreadable }
        try question.check(ClientData(client), kind: "webauthn.create", data)
        guard object["fmt"]?.asText == "none", object["attStmt"] == .map([:]) else { throw .attestation }
        guard VerifyingKey(cose: made.key) != nil else { throw .algorithm }
        return PasskeyRecord(id: id, key: Base64URL.written(made.keyBytes), counter: data.counter)
    }

    /// The passkey as it is after this answer (WebAuthn, section 7.2).
    public func shown(by known: PasskeyRecord, for question: PasskeyQuestion) throws(PasskeyRefusal) -> PasskeyRecord {
        guard id == known.id, let client = Self.bytes(clientDataJSON), let said = Self.bytes(authenticatorData), let data = AuthenticatorData(said),
              let signature = Self.bytes(signature), let key = Self.bytes(known.key).flatMap({ CBOR($0) }).flatMap({ VerifyingKey(cose: $0) }) else { throw .unreadable }
        try question.check(ClientData(client), kind: "webauthn.get", data)
        guard key.verifies(signature, of: said + Array(SHA256.hash(data: client)), form: .der) else { throw .signature }
        // Most passkeys that live in several devices do not count, and always say zero.
        guard (data.counter, known.counter) == (0, 0) || data.counter > known.counter else { throw .counter }
        return PasskeyRecord(id: known.id, key: known.key, counter: data.counter)
    }

    private static func bytes(_ text: String?) -> [UInt8]? { text.flatMap { Base64URL.read($0) } }
}
