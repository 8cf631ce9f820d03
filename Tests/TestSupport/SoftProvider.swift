import Crypto
import CryptoExtras
import Fetching
import Foundation
import Synchronization
import Vault

/// An identity provider as OpenID Connect describes one, without a network: it gives a code for a question, and for the code
/// the token that a test has in mind.
public final class SoftProvider: Sendable {
    public static let issuer = "https://id.port-selby.example", client = "tessera", secret = "a secret of the hub"

    public struct Plan: Sendable {
        public var subject = "1001", email: String? = "volunteer@port-selby.example"
        /// Claims as JSON texts, in place of the right ones; an empty text leaves one out.
        public var claims: [String: String] = ["email_verified": "true"]
        public var algorithm = "RS256", keyID = "first"
        /// Signs by a key that the provider never published.
        public var isForged = false
        /// What it says of someone when it is asked for more, as JSON; nil where it is never asked.
        public var userInfo: String?
    }
    private struct Asked: Sendable { let nonce: String, challenge: String, redirect: String }
    private struct State: Sendable {
        var plan = Plan()
        var codes: [String: Asked] = [:]
        var keys: [String: _RSA.Signing.PrivateKey] = [:]
        var asked: [String] = []
    }
    private let state: Mutex<State>
    private let ec = P256.Signing.PrivateKey()
    private let now: @Sendable () -> Date

    public init(now: @escaping @Sendable () -> Date) throws {
        self.now = now
        let first = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        state = Mutex(State(keys: ["first": first]))
    }

    public func plan(_ change: (inout Plan) -> Void) { state.withLock { change(&$0.plan) } }
    /// Signs by a new key from now on.
    public func changeKey(to id: String) throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        state.withLock { $0.keys = [id: key]; $0.plan.keyID = id }
    }
    /// The addresses that were asked since they were taken last.
    public func takeAsked() -> [String] { state.withLock { state in defer { state.asked = [] }; return state.asked } }

    /// Signs someone in, as its own pages would: gives the path that the browser goes back to.
    public func back(from place: String) throws -> String {
        let query = URLComponents(string: place)?.queryItems?.reduce(into: [String: String]()) { $0[$1.name] = $1.value } ?? [:]
        guard query["response_type"] == "code", query["client_id"] == Self.client, query["code_challenge_method"] == "S256", query["scope"] == "openid email",
              let nonce = query["nonce"], let challenge = query["code_challenge"], let redirect = query["redirect_uri"], let sent = query["state"] else { throw FetchFailure.notReached }
        let code = Secret.token(bytes: 8)
        state.withLock { $0.codes[code] = Asked(nonce: nonce, challenge: challenge, redirect: redirect) }
        return "\(URLComponents(string: redirect)?.path ?? "")?code=\(code)&state=\(sent)"
    }

    public var fetcher: Fetcher {
        Fetcher { [self] inquiry in
            state.withLock { $0.asked.append(inquiry.address) }
            switch inquiry.address {
            case Self.issuer + "/.well-known/openid-configuration":
                return Array("""
                    {"issuer":"\(Self.issuer)","userinfo_endpoint":"\(Self.issuer)/me","authorization_endpoint":"\(Self.issuer)/authorize","token_endpoint":"\(Self.issuer)/token","jwks_uri":"\(Self.issuer)/keys"}
                    """.utf8)
            case Self.issuer + "/keys": return try keys()
            case Self.issuer + "/token": return try token(inquiry)
            case Self.issuer + "/me":
                guard inquiry.bearer == "a", let info = state.withLock({ $0.plan.userInfo }) else { throw FetchFailure.refused(status: 401) }
                return Array(info.utf8)
            default: throw FetchFailure.refused(status: 404)
            }
        }
    }

    private func keys() throws -> [UInt8] {
        let written = try state.withLock { $0.keys }.map { id, key in
            let parts = try key.publicKey.getKeyPrimitives()
            return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"\(id)\",\"n\":\"\(Base64URL.written(parts.modulus))\",\"e\":\"\(Base64URL.written(parts.publicExponent))\"}"
        }
        let point = Array(ec.publicKey.rawRepresentation)
        let curve = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"curve\",\"x\":\"\(Base64URL.written(point.prefix(32)))\",\"y\":\"\(Base64URL.written(point.suffix(32)))\"}"
        return Array("{\"keys\":[\((written + [curve, "{\"kty\":\"oct\",\"k\":\"AAAA\"}"]).joined(separator: ","))]}".utf8)
    }

    /// A code works once, for whoever knows the secret and what the challenge was made of.
    private func token(_ inquiry: Inquiry) throws -> [UInt8] {
        let form = inquiry.form ?? [:], known = state.withLock { state in form["code"].flatMap { state.codes.removeValue(forKey: $0) } }
        guard let known, inquiry.signedAs == [Self.client, Self.secret], form["grant_type"] == "authorization_code", form["redirect_uri"] == known.redirect,
              Base64URL.written(Secret.hash(form["code_verifier"] ?? "")) == known.challenge else { throw FetchFailure.refused(status: 400) }
        return Array("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"\(try idToken(known.nonce))\"}".utf8)
    }

    private func idToken(_ nonce: String) throws -> String {
        let (plan, keys) = state.withLock { ($0.plan, $0.keys) }, time = Int(now().timeIntervalSince1970)
        var claims = ["iss": "\"\(Self.issuer)\"", "aud": "\"\(Self.client)\"", "sub": "\"\(plan.subject)\"", "nonce": "\"\(nonce)\"",
                      "iat": "\(time)", "exp": "\(time + 300)"]
        if let email = plan.email { claims["email"] = "\"\(email)\"" }
        claims.merge(plan.claims) { _, own in own }
        let payload = "{" + claims.filter { !$0.value.isEmpty }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
        let signed = "\(Base64URL.written("{\"alg\":\"\(plan.algorithm)\",\"kid\":\"\(plan.keyID)\"}".utf8)).\(Base64URL.written(payload.utf8))"
        return "\(signed).\(Base64URL.written(try signature(of: Array(signed.utf8), plan, keys)))"
    }

    private func signature(of signed: [UInt8], _ plan: Plan, _ keys: [String: _RSA.Signing.PrivateKey]) throws -> [UInt8] {
        switch plan.algorithm {
        case "none": return []
        case "HS256": return Array(HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Array(Self.secret.utf8))))
        case "ES256": return Array(try ec.signature(for: signed).rawRepresentation)
        default:
            let key = try plan.isForged ? _RSA.Signing.PrivateKey(keySize: .bits2048) : keys[plan.keyID] ?? keys.values.first
            return try key.map { Array(try $0.signature(for: SHA256.hash(data: signed), padding: .insecurePKCS1v1_5).rawRepresentation) } ?? []
        }
    }
}
