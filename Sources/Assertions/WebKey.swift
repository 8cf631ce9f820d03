import Foundation
import Vault

/// One key that a provider signs its tokens with (RFC 7517), of a kind that we verify.
public struct WebKey: Sendable {
    /// Its name; nil where the provider has but one and does not name it.
    public let id: String?
    let algorithm: TokenAlgorithm
    let key: VerifyingKey

    private struct Written: Decodable {
        let kty: String
        let kid: String?, use: String?, alg: String?, crv: String?
        let n: String?, e: String?, x: String?, y: String?
    }
    /// One that can't be read as any key is skipped, not the whole set.
    private struct Skipped: Decodable { let written: Written?; init(from decoder: any Decoder) throws { written = try? Written(from: decoder) } }
    private struct KeySet: Decodable { let keys: [Skipped] }
    private static let most = 100

    /// Every key of a set that could sign a token for us; the others are left out. Nil where it is no set of keys.
    public static func set(_ json: [UInt8]) -> [WebKey]? {
        guard let set = try? JSONDecoder().decode(KeySet.self, from: Data(json)), set.keys.count <= most else { return nil }
        return set.keys.compactMap { $0.written.flatMap(WebKey.init) }
    }

    private init?(_ written: Written) {
        guard written.use.map({ $0 == "sig" }) ?? true else { return nil }
        switch (written.kty, written.alg ?? (written.kty == "EC" ? "ES256" : "RS256")) {
        case ("RSA", "RS256"):
            guard let n = Self.bytes(written.n), let e = Self.bytes(written.e), let read = VerifyingKey.rsa(modulus: n, exponent: e) else { return nil }
            (algorithm, key) = (.rs256, read)
        case ("EC", "ES256"):
            guard written.crv == "P-256", let x = Self.bytes(written.x), let y = Self.bytes(written.y), let read = VerifyingKey.p256(x: x, y: y) else { return nil }
            (algorithm, key) = (.es256, read)
        default: return nil
        }
        id = written.kid
    }

    private static func bytes(_ text: String?) -> [UInt8]? { text.flatMap { Base64URL.read($0) } }
}

/// How a token may be signed; "none" and whatever rests on a shared secret are not among it.
public enum TokenAlgorithm: String, Decodable, Sendable { case rs256 = "RS256", es256 = "ES256" }
