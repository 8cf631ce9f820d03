@testable import Messaging
import Testing

@Suite struct MailServerTests {
    @Test(arguments: [("smtps://mail.example.org", "mail.example.org", 465), ("smtp://mail.example.org/", "mail.example.org", 587),
                      ("SMTP://Mail.Example.org:2525", "mail.example.org", 2525)])
    func `a server is named by an address`(_ given: (String, String, Int)) throws {
        let server = try #require(MailServer(url: given.0))
        #expect(server.host == given.1 && server.port == given.2)
    }

    // ASVS 1.3.6 13.2.4 13.2.5
    @Test(arguments: ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:0", "smtp://a:99999", "smtp://user:pass@a", "smtp://a/path",
                      "smtp://a b", "smtp://a\r\nb", "smtps://[::1]", "smtp://a:25:26", ""])
    func `what is no such address is refused`(_ url: String) {
        #expect(MailServer(url: url) == nil)
    }

    // ASVS 12.3.1
    @Test(arguments: [("smtp://mail.example.org", true), ("smtps://mail.example.org", true), ("smtp://127.0.0.1:2525", false),
                      ("smtp://localhost", false), ("smtp://localhost.example.org", true)])
    func `mail leaves in clear to this machine only`(_ given: (String, Bool)) throws {
        #expect(try #require(MailServer(url: given.0)).requiresTLS == given.1)
    }

    // ASVS 16.2.5
    @Test func `the password is shown nowhere`() throws {
        var server = try #require(MailServer(url: "smtps://mail.example.org"))
        server.password = "canary"
        #expect(!"\(server)".contains("canary") && !String(reflecting: server).contains("canary"))
    }
}
