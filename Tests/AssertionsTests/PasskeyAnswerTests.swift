import Assertions
import Testing
import TestSupport
import Vault

@Suite struct PasskeyAnswerTests {
    private let question = PasskeyQuestion(challenge: "Y2hhbGxlbmdl", origin: "http://localhost:8080", site: "localhost")
    private let challenge = "Y2hhbGxlbmdl"

    private func made(_ passkey: SoftPasskey) throws -> PasskeyRecord {
        try #require(PasskeyAnswer(json: try passkey.made(challenge))).made(for: question)
    }

    private func shown(_ passkey: SoftPasskey, by known: PasskeyRecord) throws -> PasskeyRecord {
        try #require(PasskeyAnswer(json: try passkey.shown(challenge))).shown(by: known, for: question)
    }

    @Test(arguments: SoftPasskey.Kind.allCases)
    func `a passkey of each kind is made, and is known again`(_ kind: SoftPasskey.Kind) throws {
        var passkey = try SoftPasskey(kind)
        let record = try made(passkey)
        #expect(record.id == passkey.id && record.counter == 0)
        passkey.counter = 7
        #expect(try shown(passkey, by: record).counter == 7)
    }

    private static let wrongs: [(PasskeyRefusal, @Sendable (inout SoftPasskey) -> Void)] = [
        (.origin, { $0.origin = "http://evil.example" }), (.origin, { $0.origin = "https://localhost:8080" }), (.origin, { $0.more = ",\"crossOrigin\":true" }),
        (.origin, { $0.more = ",\"topOrigin\":\"http://localhost:8080\"" }), (.site, { $0.site = "evil.example" }), (.absent, { $0.flags = 0x04 }), (.unverified, { $0.flags = 0x01 }),
    ]

    @Test(arguments: wrongs.indices)
    func `an answer given elsewhere, or without anyone there, is refused`(_ index: Int) throws {
        let (refusal, change) = Self.wrongs[index]
        let sound = try SoftPasskey(), record = try made(sound)
        var passkey = sound
        change(&passkey)
        #expect(throws: refusal) { try made(passkey) }
        #expect(throws: refusal) { try shown(passkey, by: record) }
    }

    @Test func `another challenge is not answered`() throws {
        let passkey = try SoftPasskey(), record = try made(passkey), other = PasskeyQuestion(challenge: "b3RoZXI", origin: "http://localhost:8080", site: "localhost")
        #expect(throws: PasskeyRefusal.challenge) { try #require(PasskeyAnswer(json: try passkey.made(challenge))).made(for: other) }
        #expect(throws: PasskeyRefusal.challenge) { try #require(PasskeyAnswer(json: try passkey.shown(challenge))).shown(by: record, for: other) }
    }

    @Test func `words of a maker are not taken`() throws {
        var passkey = try SoftPasskey()
        passkey.format = "packed"
        #expect(throws: PasskeyRefusal.attestation) { try made(passkey) }
    }

    @Test func `another key under the same name does not sign for it`() throws {
        let passkey = try SoftPasskey(), record = try made(passkey)
        var other = try SoftPasskey()
        other.id = passkey.id
        #expect(throws: PasskeyRefusal.signature) { try shown(other, by: record) }
    }

    @Test func `one that is made is no answer to being shown, and the other way round`() throws {
        let passkey = try SoftPasskey(), record = try made(passkey)
        #expect(throws: PasskeyRefusal.unreadable) { try #require(PasskeyAnswer(json: try passkey.made(challenge))).shown(by: record, for: question) }
        #expect(throws: PasskeyRefusal.unreadable) { try #require(PasskeyAnswer(json: try passkey.shown(challenge))).made(for: question) }
    }

    @Test(arguments: [(0, 0, true), (0, 1, true), (4, 5, true), (4, 4, false), (4, 3, false), (4, 0, false)] as [(Int, UInt32, Bool)])
    func `a count that does not grow tells of a copy`(_ before: Int, _ now: UInt32, _ isTaken: Bool) throws {
        var passkey = try SoftPasskey()
        let record = try made(passkey)
        passkey.counter = now
        let known = PasskeyRecord(id: record.id, key: record.key, counter: before)
        if isTaken { #expect(try shown(passkey, by: known).counter == Int(now)) } else {
            #expect(throws: PasskeyRefusal.counter) { try shown(passkey, by: known) }
        }
    }

    @Test(arguments: ["", "{}", "[]", "null", "{\"id\":\"a\",\"clientDataJSON\":\"!\"}", String(repeating: "a", count: 40_000)])
    func `what is no answer is not read as one`(_ json: String) {
        #expect(PasskeyAnswer(json: json)?.challenge == nil)
    }
}
