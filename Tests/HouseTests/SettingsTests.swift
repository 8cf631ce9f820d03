import Assembly
@testable import House
import Localization
import Storage
import Testing
import TestSupport
import Web

@Suite struct SettingsTests {
    private static let right = [
        ("hub_name", "Hafen Hub"), ("languages", "en"), ("languages", "uk"), ("helper_name", "Rosa"), ("helper_phone", "+49 30 901820"), ("helper_hours", "9-17"),
        ("time_zone", "Europe/Berlin"), ("country", "49"), ("leave_to", "https://www.dwd.de/"), ("supervision_limit", "30"), ("networks", "192.0.2.0/24"),
    ]

    @Test(arguments: Engine.tested)
    func `what is saved holds at once, stays, and is recorded by the names of what changed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub
            #expect(try await browser.as(.administrator).post("/settings", Self.right).location == "/settings?saved=yes")
            let page = try await browser.get("/sign-in").text
            #expect(page.contains("Hafen Hub") && page.contains("Rosa") && page.contains("lang=uk") && !page.contains("lang=fr"))
            #expect(try await hub.archive.read { try SettingsStore(db: $0).load() } == hub.settings.value)
            let fields: String? = try await hub.archive.read { try $0.value("SELECT fields FROM audit_pending WHERE action = 'settings.changed'") }
            #expect(fields == "country,helper_hours,helper_name,helper_phone,hub_name,languages,leave_to,networks,time_zone")
        }
    }

    @Test(arguments: Engine.tested)
    func `numbers are read in digits of any script, and kept as ASCII`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let typed = Self.right.map { $0.0 == "country" ? ("country", "٤٩") : $0.0 == "supervision_limit" ? ("supervision_limit", "۲۵") : $0 }
            #expect(try await browser.as(.administrator).post("/settings", typed).status == 303)
            let settings = browser.town.hub.settings.value
            #expect(settings.country == "49" && settings.supervisionLimit == "25")
        }
    }

    @Test func `saving what is there already records nothing`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let desk = try await browser.as(.administrator)
            for _ in 1...2 { #expect(try await desk.post("/settings", Self.right).status == 303) }
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'settings.changed'") } == 1)
        }
    }

    // ASVS 2.2.1 2.2.2
    @Test(arguments: [
        ("hub_name", "", "Write the name of the hub."), ("time_zone", "Atlantis", "Write the time zone by its name"), ("country", "044x", "Write one to three digits"),
        ("helper_phone", "", "Write the phone number with its digits."), ("leave_to", "javascript:alert(1)", "Write an address that begins with https://."),
        ("leave_to", "http://weather.example", "Write an address that begins with https://."),
        ("networks", "192.0.2.0/99", "Write networks such as"), ("networks", "everywhere", "Write networks such as"),
    ])
    func `a wrong value is kept in the form, with one sentence, and nothing is saved`(_ field: String, _ value: String, _ sentence: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let before = browser.town.hub.settings.value, fields = Self.right.map { $0.0 == field ? (field, value) : $0 }
            let answer = try await browser.as(.administrator).post("/settings", fields)
            #expect(answer.status == 422 && answer.text.contains(sentence) && answer.text.contains("value=\"9-17\""))
            #expect(browser.town.hub.settings.value == before)
        }
    }

    private static let provider = [("provider_issuer", "https://id.example.org"), ("provider_client", "tessera"), ("provider_secret", "a long secret"), ("provider_name", "Town hall")]

    @Test(arguments: Engine.tested)
    func `the secret at the provider is sealed under its own name, shown to nobody, and kept where nothing is typed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, desk = try await browser.as(.administrator)
            #expect(try await desk.post("/settings", Self.right + Self.provider).status == 303)
            let sealed = hub.settings.value.providerSecret
            #expect(!sealed.contains("secret") && sealed != hub.settings.value.mailPassword)
            #expect(try hub.keyring.openSecret(sealed, as: "provider_secret") == "a long secret")
            #expect(throws: (any Error).self) { try hub.keyring.openSecret(sealed, as: "mail_password") }
            #expect(!(try await desk.get("/settings").text.contains("a long secret")))
            #expect(try await desk.post("/settings", Self.right + Self.provider.filter { $0.0 != "provider_secret" }).status == 303)
            #expect(hub.settings.value.providerSecret == sealed)
        }
    }

    @Test(arguments: [
        ("provider_issuer", "http://id.example.org", "Write an address that begins with https://."), ("provider_issuer", "id.example.org", "Write an address that begins with https://."),
        ("provider_issuer", "https://id.example.org/?a=b", "Write an address that begins with https://."), ("provider_client", "", "Write the name that the provider knows the hub by."),
        ("provider_name", "", "Write what the button says."),
    ])
    func `a provider without TLS, or half described, is not taken`(_ field: String, _ value: String, _ sentence: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let fields = Self.right + Self.provider.map { $0.0 == field ? (field, value) : $0 }
            let answer = try await browser.as(.administrator).post("/settings", fields)
            #expect(answer.status == 422 && answer.text.contains(sentence) && !browser.town.hub.settings.value.hasProvider)
        }
    }

    @Test func `a hub offers at least one language that it speaks`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let others = Self.right.filter { $0.0 != "languages" }, desk = try await browser.as(.administrator)
            for languages in [[], [("languages", "tlh")]] as [[(String, String)]] {
                let answer = try await desk.post("/settings", others + languages)
                #expect(answer.status == 422 && answer.text.contains("Choose at least one language."))
            }
        }
    }

    @Test(arguments: ["helen@port-selby.example", "a@b.co"])
    func `an address that mail could reach is taken`(_ text: String) { #expect(EmailAddress.isPlausible(text)) }

    @Test(arguments: ["", "helen", "helen@", "@port-selby.example", "helen@port", "helen@.example", "helen@example.", "he len@port.example", "a@b@c.example"])
    func `an address that no mail could reach is not`(_ text: String) { #expect(!EmailAddress.isPlausible(text)) }

    @Test func `words are said in the nearest language, and marked as what they are`() {
        let words = LocalWords(["ar": "سكن", "de": "Wohnen"])
        #expect(words.text(in: "apc") == ("سكن", "ar") && words.text(in: "so") == ("سكن", "ar") && LocalWords([:]).text(in: "so").text.isEmpty)
    }
}
