import Testing
@testable import Vault

struct FoldingTests {
    @Test(arguments: [
        ("0170 1234567", "49", "+491701234567"), ("+49 (0)170 / 123-45-67", "49", "+491701234567"),
        ("0049 170 1234567", "49", "+491701234567"), ("+380 67 123 45 67", "49", "+380671234567"),
        ("٠١٧٠١٢٣٤٥٦٧", "49", "+491701234567"), ("(905) 555-0123", "1", "+19055550123"),
        ("1-905-555-0123", "1", "+19055550123"), ("06 12345678", "39", "+390612345678"),
        ("8 912 345 67 89", "7", "+79123456789"), ("＋49170 1234567", "1", "+491701234567"),
    ]) func `a phone number is folded to its international form`(typed: String, country: String, folded: String) {
        #expect(Folding.phone(typed, country: country) == folded)
    }

    @Test(arguments: ["", "none", "0", "12", "+1234567890123456"])
    func `what can be no phone number has no form`(typed: String) {
        #expect(Folding.phone(typed, country: "49") == nil)
    }

    @Test func `an e-mail address is folded in case, space and composition`() {
        #expect(Folding.email(" Zoe\u{308}@Example.ORG\n") == "zo\u{EB}@example.org")
    }

    @Test func `digits of any script are digits`() {
        #expect(Folding.digits("A-12 ۳٤ ४५") == "123445")
    }
}
