import Foundation
import Vault

/// Why a token of a provider was not taken.
public enum TokenRefusal: Error, Sendable, Hashable {
    case unreadable, algorithm, unknownKey, signature
    case issuer, audience, nonce
    /// It is over, or was made at another time than now.
    case expired, age
}

/// What a provider says of someone who just signed in there (OpenID Connect Core 1.0, section 2).
public struct IDToken: Sendable, Hashable {
    public let subject: String
    /// Only where the provider has made sure that it is theirs.
    public let verifiedEmail: String?
    /// What it says of how they signed in: `acr` and every `amr`.
    public let methods: Set<String>

    private struct Header: Decodable { let alg: String; let kid: String?; let crit: [String]? }

    private struct Claims: Decodable {
        let iss: String, sub: String, aud: Audience, exp: Double, iat: Double
        let azp: String?, nonce: String?, email: String?, email_verified: Truth?, acr: String?, amr: [String]?
    }
    /// One name, or several.
    private struct Audience: Decodable {
        let names: [String]
        init(from decoder: any Decoder) throws {
            let place = try decoder.singleValueContainer()
            names = try (try? place.decode(String.self)).map { [$0] } ?? place.decode([String].self)
        }
    }
    /// Some providers write `"true"`.
    struct Truth: Decodable {
        let isTrue: Bool
        init(from decoder: any Decoder) throws {
            let place = try decoder.singleValueContainer()
            isTrue = (try? place.decode(Bool.self)) ?? ((try? place.decode(String.self)) == "true")
        }
    }

    /// What a token must say to be the answer to our question.
    public struct Question: Sendable {
        let issuer: String, client: String, nonce: String
        public init(issuer: String, client: String, nonce: String) { (self.issuer, self.client, self.nonce) = (issuer, client, nonce) }
    }
    /// Seconds by which two clocks may differ, and how old a token may be that was asked for just now.
    static let skew = 60.0, oldest = 600.0
    private static let longest = 32 * 1024

    /// Reads a token in the compact form (RFC 7515, section 7.1) and verifies all of it (section 3.1.3.7 of the Core).
    public init(_ text: String, keys: [WebKey], question: Question, at now: Date) throws(TokenRefusal) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= Self.longest, parts.count == 3, let header: Header = Self.read(parts[0]) else { throw .unreadable }
        guard let algorithm = TokenAlgorithm(rawValue: header.alg), header.crit == nil else { throw .algorithm }
        let fitting = keys.filter { $0.algorithm == algorithm && (header.kid == nil || $0.id == header.kid) }
        guard !fitting.isEmpty, header.kid != nil || fitting.count == 1 else { throw .unknownKey }
        guard let signature = Base64URL.read(parts[2]) else { throw .unreadable }
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        guard fitting.contains(where: { $0.key.verifies(signature, of: signed, form: .raw) }) else { throw .signature }
        guard let claims: Claims = Self.read(parts[1]) else { throw .unreadable }
        try Self.check(claims, question, now.timeIntervalSince1970)
        subject = claims.sub
        verifiedEmail = claims.email_verified?.isTrue == true ? claims.email : nil
        methods = Set((claims.amr ?? []) + [claims.acr].compactMap { $0 })
    }

    private static func check(_ claims: Claims, _ question: Question, _ now: Double) throws(TokenRefusal) {
        guard claims.iss == question.issuer else { throw .issuer }
        guard claims.aud.names.contains(question.client), claims.aud.names.count == 1 || claims.azp != nil,
              claims.azp.map({ $0 == question.client }) ?? true else { throw .audience }
        guard claims.nonce == question.nonce else { throw .nonce }
        guard claims.exp > now - skew else { throw .expired }
        guard claims.iat < now + skew, claims.iat > now - oldest else { throw .age }
        guard (1...255).contains(claims.sub.utf8.count) else { throw .unreadable }
    }

    private static func read<Part: Decodable>(_ text: String) -> Part? {
        Base64URL.read(text).flatMap { try? JSONDecoder().decode(Part.self, from: Data($0)) }
    }
}
