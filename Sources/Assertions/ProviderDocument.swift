import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as we go by it.
public struct ProviderDocument: Sendable, Hashable {
    public let authorization: String, token: String, keys: String
    /// Where it says more of someone, such as their address; nil where it says all in the token.
    public let userInfo: String?
    /// Whether the client's secret goes into the form, since the provider does not take it in the header.
    public let takesSecretInForm: Bool

    private struct Written: Decodable {
        let issuer: String, authorization_endpoint: String, token_endpoint: String, jwks_uri: String
        let userinfo_endpoint: String?, token_endpoint_auth_methods_supported: [String]?
    }

    /// Where it stands, for an issuer such as `https://id.example.org/town`.
    public static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Nil where it can't be read, is another issuer's, or leads anywhere that is not safe to ask.
    public init?(_ json: [UInt8], of issuer: String) {
        guard let read = try? JSONDecoder().decode(Written.self, from: Data(json)), read.issuer == issuer,
              ([read.authorization_endpoint, read.token_endpoint, read.jwks_uri] + [read.userinfo_endpoint].compactMap { $0 }).allSatisfy(Self.isSafe) else { return nil }
        (authorization, token, keys, userInfo) = (read.authorization_endpoint, read.token_endpoint, read.jwks_uri, read.userinfo_endpoint)
        let ways = read.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
        takesSecretInForm = !ways.contains("client_secret_basic") && ways.contains("client_secret_post")
    }

    /// Whether nobody on the way can read or change what is said there: TLS, or this very machine.
    public static func isSafe(_ address: String) -> Bool {
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty, parts.user == nil, parts.fragment == nil else { return false }
        return parts.scheme == "https" || (parts.scheme == "http" && ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host))
    }
}

/// What the token endpoint answers (section 3.1.3.3 of the Core): the token that says who signed in, and the one to ask for more by.
public struct TokenAnswer: Decodable, Sendable {
    public let idToken: String
    public let accessToken: String?
    private enum CodingKeys: String, CodingKey { case idToken = "id_token", accessToken = "access_token" }

    public init?(_ json: [UInt8]) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
        self = read
    }
}
