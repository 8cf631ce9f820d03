import Crypto
import CryptoExtras
import Foundation
import Vault

/// An authenticator in software, as a phone holds one: it makes a key, and signs by it. Each test changes what it says.
public struct SoftPasskey: Sendable {
    public enum Kind: Sendable, CaseIterable { case es256, edDSA, rs256 }
    private enum Key: Sendable {
        case es256(P256.Signing.PrivateKey), edDSA(Curve25519.Signing.PrivateKey), rs256(_RSA.Signing.PrivateKey)
    }
    private let key: Key
    public var id = Base64URL.written((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    public var site = "localhost", origin = "http://localhost:8080"
    /// 1: someone is there. 4: it made sure who.
    public var flags: UInt8 = 0x05
    public var counter: UInt32 = 0
    public var format = "none"
    public var handle: String?
    /// Further members of what the browser says, such as `"crossOrigin":true`.
    public var more = ""

    public init(_ kind: Kind = .es256) throws {
        switch kind {
        case .es256: key = .es256(P256.Signing.PrivateKey())
        case .edDSA: key = .edDSA(Curve25519.Signing.PrivateKey())
        case .rs256: key = .rs256(try _RSA.Signing.PrivateKey(keySize: .bits2048))
        }
    }

    /// What the browser sends of a passkey that was just made.
    public func made(_ challenge: String) throws -> String {
        let id = Base64URL.read(id) ?? [], length = [UInt8(id.count >> 8), UInt8(id.count & 255)]
        let data = data(flags | 0x40) + [UInt8](repeating: 0, count: 16) + length + id + (try coseKey)
        let object = [0xA3] + Self.text("fmt") + Self.text(format) + Self.text("attStmt") + [0xA0] + Self.text("authData") + Self.bytes(data)
        return json(["attestationObject": Base64URL.written(object)], "webauthn.create", challenge)
    }

    /// What it sends of one that signed.
    public func shown(_ challenge: String) throws -> String {
        let data = data(flags), client = client("webauthn.get", challenge)
        let signature = try sign(data + Array(SHA256.hash(data: client)))
        var values = ["authenticatorData": Base64URL.written(data), "signature": Base64URL.written(signature)]
        values["userHandle"] = handle
        return json(values, "webauthn.get", challenge)
    }

    private func data(_ flags: UInt8) -> [UInt8] {
        Array(SHA256.hash(data: Array(site.utf8))) + [flags] + withUnsafeBytes(of: counter.bigEndian) { Array($0) }
    }

    private func client(_ type: String, _ challenge: String) -> [UInt8] {
        Array("{\"type\":\"\(type)\",\"challenge\":\"\(challenge)\",\"origin\":\"\(origin)\"\(more)}".utf8)
    }

    private func json(_ values: [String: String], _ type: String, _ challenge: String) -> String {
        let all = values.merging(["id": id, "clientDataJSON": Base64URL.written(client(type, challenge))]) { own, _ in own }
        return "{" + all.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
    }

    private func sign(_ message: [UInt8]) throws -> [UInt8] {
        switch key {
        case .es256(let key): Array(try key.signature(for: message).derRepresentation)
        case .edDSA(let key): Array(try key.signature(for: message))
        case .rs256(let key): Array(try key.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }

    /// The public half as COSE, in the order of CTAP 2.
    private var coseKey: [UInt8] {
        get throws {
            switch key {
            case .es256(let key):
                let point = Array(key.publicKey.rawRepresentation)
                return [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21] + Self.bytes(Array(point.prefix(32))) + [0x22] + Self.bytes(Array(point.suffix(32)))
            case .edDSA(let key): return [0xA4, 1, 1, 3, 0x27, 0x20, 6, 0x21] + Self.bytes(Array(key.publicKey.rawRepresentation))
            case .rs256(let key):
                let parts = try key.publicKey.getKeyPrimitives()
                return [0xA4, 1, 3, 3, 0x39, 1, 0, 0x20] + Self.bytes(Array(parts.modulus)) + [0x21] + Self.bytes(Array(parts.publicExponent))
            }
        }
    }

    private static func text(_ text: String) -> [UInt8] { head(0x60, text.utf8.count) + Array(text.utf8) }
    private static func bytes(_ bytes: [UInt8]) -> [UInt8] { head(0x40, bytes.count) + bytes }
    private static func head(_ kind: UInt8, _ count: Int) -> [UInt8] {
        switch count {
        case 0..<24: [kind | UInt8(count)]
        case 24..<256: [kind | 24, UInt8(count)]
        default: [kind | 25, UInt8(count >> 8), UInt8(count & 255)]
        }
    }
}
