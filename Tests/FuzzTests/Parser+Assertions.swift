@testable import Assertions
import Crypto
import Foundation
import Vault

extension Parser {
    /// What authenticators and identity providers say of people.
    static let assertions = [
        Parser("cbor") { bytes in _ = CBOR(bytes) },
        Parser("authenticators") { bytes in
            guard let made = AuthenticatorData(bytes)?.made else { return }
            _ = Assertions.VerifyingKey(cose: made.key)?.verifies(made.id, of: made.keyBytes, form: .der)
        },
        Parser("passkeys", text: { text in
            guard let answer = PasskeyAnswer(json: text) else { return }
            let question = PasskeyQuestion(challenge: answer.challenge ?? "", origin: "http://localhost:8080", site: "localhost")
            guard let made = try? answer.made(for: question) else { return }
            _ = try? answer.shown(by: made, for: question)
        }),
        Parser("keys") { bytes in _ = WebKey.set(bytes) },
        Parser("providers", text: { text in
            _ = ProviderDocument(Array(text.utf8), of: "https://id.example")
            _ = (ProviderDocument.isSafe(text), TokenAnswer(Array(text.utf8)))
        }),
        Parser("tokens", text: { text in
            _ = try? IDToken(text, keys: signer?.keys ?? [], question: .fuzzed, at: now)
        }),
        // Nobody guesses a signature: what is to be read behind it is signed here, by a key that is taken.
        Parser("claims", text: { text in
            guard let signer, let token = try? signer.token(text) else { return }
            _ = try? IDToken(token, keys: signer.keys, question: .fuzzed, at: now)
            if let someone = signer.someone { _ = UserInfo(Array(text.utf8), of: someone) }
        }),
    ]

    private static let now = Date(timeIntervalSince1970: 1_795_000_000)
    private static let signer = TokenSigner(at: now)
}

extension IDToken.Question {
    fileprivate static let fuzzed = IDToken.Question(issuer: "https://id.example", client: "hub", nonce: "n")
}

/// A provider that signs whatever it is given.
private struct TokenSigner: Sendable {
    private let key: P256.Signing.PrivateKey
    let keys: [WebKey]
    /// Of whom a provider was asked for more.
    private(set) var someone: IDToken?

    init?(at now: Date) {
        // The same key each time, so that an input that breaks a reader breaks it again.
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32)) else { return nil }
        let point = Array(key.publicKey.rawRepresentation)
        let json = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"\(Base64URL.written(point.prefix(32)))\",\"y\":\"\(Base64URL.written(point.suffix(32)))\"}]}"
        guard let keys = WebKey.set(Array(json.utf8)) else { return nil }
        (self.key, self.keys) = (key, keys)
        let time = Int(now.timeIntervalSince1970)
        let claims = "{\"iss\":\"https://id.example\",\"aud\":\"hub\",\"sub\":\"1001\",\"nonce\":\"n\",\"iat\":\(time),\"exp\":\(time + 300)}"
        someone = (try? token(claims)).flatMap { try? IDToken($0, keys: keys, question: .fuzzed, at: now) }
    }

    func token(_ claims: String) throws -> String {
        let signed = "\(Base64URL.written("{\"alg\":\"ES256\"}".utf8)).\(Base64URL.written(claims.utf8))"
        return "\(signed).\(Base64URL.written(Array(try key.signature(for: Array(signed.utf8)).rawRepresentation)))"
    }
}
