import Testing
@testable import Vault

struct RootKeyTests {
    @Test func `a printed key reads back as the same key`() throws {
        let key = RootKey()
        #expect(try RootKey(printable: key.printable) == key)
    }

    @Test func `two new keys differ`() {
        #expect(RootKey() != RootKey())
    }

    @Test func `the printed form is fourteen groups of four`() {
        #expect(RootKey().printable.split(separator: "-").map(\.count) == Array(repeating: 4, count: 14))
    }

    @Test func `case, spaces and look-alike letters do not matter`() throws {
        let key = try RootKey(printable: written)
        let sloppy = written.lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing("1", with: "l")
        #expect(try RootKey(printable: sloppy) == key)
    }

    @Test(arguments: 0..<56) func `one mistyped character is refused`(place: Int) {
        var symbols = Array(written.filter { $0 != "-" })
        symbols[place] = symbols[place] == "7" ? "8" : "7"
        #expect(throws: KeyProblem.mistyped) { try RootKey(printable: String(symbols)) }
    }

    @Test func `two neighbors exchanged are refused`() {
        var symbols = Array(written.filter { $0 != "-" })
        symbols.swapAt(3, 4)
        #expect(throws: KeyProblem.mistyped) { try RootKey(printable: String(symbols)) }
    }

    @Test func `a letter outside the alphabet is refused`() {
        #expect(throws: KeyProblem.mistyped) { try RootKey(printable: "U" + written.dropFirst()) }
    }

    @Test func `a character too few or too many is refused by its count`() {
        #expect(throws: KeyProblem.wrongLength(55)) { try RootKey(printable: String(written.dropLast())) }
        #expect(throws: KeyProblem.wrongLength(57)) { try RootKey(printable: written + "0") }
    }

    // ASVS 16.2.5
    @Test func `printing the value shows no key`() {
        let key = RootKey()
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "RootKey(…)")
        #expect(dumped.contains("RootKey(…)") && !dumped.contains("secret"))
    }

    /// Bytes 0 to 31.
    private let written = "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG-PX4Y"
}
