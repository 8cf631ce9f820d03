import Foundation

/// What a provider says of someone when it is asked for more (OpenID Connect Core 1.0, section 5.3.2).
public struct UserInfo: Sendable, Hashable {
    /// Only where the provider has made sure that it is theirs.
    public let verifiedEmail: String?

    private struct Claims: Decodable {
        let sub: String
        let email: String?, email_verified: IDToken.Truth?
    }

    /// Nil where it can't be read, or is of someone else than the token was.
    public init?(_ json: [UInt8], of token: IDToken) {
        guard let claims = try? JSONDecoder().decode(Claims.self, from: Data(json)), claims.sub == token.subject else { return nil }
        verifiedEmail = claims.email_verified?.isTrue == true ? claims.email : nil
    }
}
