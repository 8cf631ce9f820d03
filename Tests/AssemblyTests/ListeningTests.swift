import Assembly
import Testing

@Suite struct ListeningTests {
    // ASVS 15.2.3
    @Test(arguments: [("0.0.0.0", nil), ("192.168.1.5", nil), ("hub.example.org", nil), ("127.0.0.1", "https://hub.example.org"), ("::", nil)] as [(String, String?)])
    func `a demo is never served beyond this machine`(_ host: String, _ url: String?) {
        #expect(throws: ListeningProblem.self) { try Listening(host: host, port: 8080, url: url).settings(isDemo: true) }
        #expect(throws: Never.self) { try Listening(host: host, port: 8080, url: url).settings(isDemo: false) }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "::1"])
    func `a demo is served on this machine`(_ host: String) throws {
        #expect(try Listening(host: host, port: 8080, url: nil).settings(isDemo: true).allowsSignIn)
    }

    // ASVS 12.2.1
    @Test(arguments: [("0.0.0.0", nil, false), ("127.0.0.1", nil, true), ("127.0.0.1", "https://hub.example.org", true), ("127.0.0.1", "http://hub.example.org", false)] as [(String, String?, Bool)])
    func `people sign in through TLS, or on the machine itself`(_ host: String, _ url: String?, _ isAllowed: Bool) throws {
        #expect(try Listening(host: host, port: 8080, url: url).settings(isDemo: false).allowsSignIn == isAllowed)
    }

    @Test(arguments: ["", "hub.example.org", "ftp://hub.example.org", "https://", "https://hub.example.org/path", "https:/hub.example.org"])
    func `an address that is none is refused`(_ url: String) {
        #expect(throws: ListeningProblem.self) { try Listening(host: "127.0.0.1", port: 8080, url: url).settings(isDemo: false) }
    }
}
