import Foundation
import Testing
@testable import Vault

@Suite struct TOTPTests {
    /// The secret of RFC 6238, appendix B, for SHA-1.
    private let rfc = TOTP(secret: Array("12345678901234567890".utf8))

    // ASVS 11.2.1
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `the codes are those of RFC 6238`(_ seconds: Int, _ code: String) {
        let step = TOTP.step(at: Date(timeIntervalSince1970: Double(seconds)))
        #expect(rfc.code(step: step, digits: 8) == code)
        #expect(rfc.code(step: step) == code.suffix(6))
    }

    // ASVS 6.5.5
    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
    func `a code holds in its half minute, and in the one before and after`(_ away: Int, _ isRight: Bool) {
        let time = Date(timeIntervalSince1970: 1_234_567_890), step = TOTP.step(at: time) + away
        #expect(rfc.step(of: rfc.code(step: step), at: time) == (isRight ? step : nil))
    }

    @Test(arguments: ["", "12345", "1234567", "abcdef", "89005924"])
    func `what is no code has no step`(_ typed: String) {
        #expect(rfc.step(of: typed, at: Date(timeIntervalSince1970: 1_234_567_890)) == nil)
    }

    @Test func `the secret is typed as RFC 4648 writes it, in either case and with spaces`() {
        #expect(rfc.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(TOTP(text: rfc.grouped.lowercased()) == rfc)
        #expect(TOTP(text: "GEZDGNBV") == nil && TOTP(text: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1") == nil)
    }

    @Test func `what an app scans names the hub and the account, and nothing breaks out of its place`() {
        let address = rfc.address(issuer: "Port Selby & Co", account: "a/b?c@hub.example")
        #expect(address == "otpauth://totp/Port%20Selby%20%26%20Co:a%2Fb%3Fc%40hub%2Eexample?secret=\(rfc.text)"
            + "&issuer=Port%20Selby%20%26%20Co&algorithm=SHA1&digits=6&period=30")
    }

    @Test func `a secret is not shown where it is printed`() {
        #expect(!"\(rfc)".contains("GEZD") && !String(reflecting: rfc).contains("49"))
    }

    @Test func `what a hub offers stays the same for a name, and differs for another`() async throws {
        let keyring = try await filledKeyring()
        #expect(keyring.offeredTOTP(for: "a") == keyring.offeredTOTP(for: "a"))
        #expect(keyring.offeredTOTP(for: "a") != keyring.offeredTOTP(for: "b"))
        #expect(keyring.offeredTOTP(for: "a").text.count == 32)
    }
}

@Suite struct RecoveryCodeTests {
    // ASVS 6.5.2 6.5.4
    @Test func `a code has 24 characters that nobody takes for others`() {
        let code = RecoveryCode.make()
        #expect(code.count == 29 && code.filter { $0 == "-" }.count == 5)
        #expect(code.filter { $0 != "-" }.allSatisfy { "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains($0) })
        #expect(RecoveryCode.make() != code)
    }

    @Test func `it is known again in small letters, with spaces and with look-alikes`() {
        let hash = RecoveryCode.hash("AB01-CD23", of: "u")
        #expect(RecoveryCode.hash("abol cd23", of: "u") == hash && RecoveryCode.hash("AB0ICD23", of: "u") == hash)
        #expect(RecoveryCode.hash("AB01-CD23", of: "other") != hash)
    }
}
