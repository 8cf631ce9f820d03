import HTTPTypes

extension HTTPField.Name {
    /// Header names are checked by the library; those written here are all well formed.
    static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not a header name: \(name)") }
        return name
    }
    static let host = known("Host")
    static let forwardedFor = known("X-Forwarded-For")
    static let referer = known("Referer")
    static let refresh = known("Refresh")
    static let requestID = known("X-Request-Id")
    static let secFetchSite = known("Sec-Fetch-Site")
    static let clearSiteData = known("Clear-Site-Data")
    static let referrerPolicy = known("Referrer-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
    static let openerPolicy = known("Cross-Origin-Opener-Policy")
    static let resourcePolicy = known("Cross-Origin-Resource-Policy")
}
