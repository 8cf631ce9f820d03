import Identity
import Testing

@Suite struct TypedTests {
    @Test(arguments: [
        ("12", 12), ("١٢", 12), ("۱۲", 12), ("१२", 12), (" ٥٠٠ ", 500), ("\u{200F}٨\u{200F}", 8), ("\u{2067}۸\u{2069}", 8), ("-٣", -3), ("1٢", 12), ("", nil), ("many", nil), ("١٢ x", nil), ("½", nil),
        ("٩٢٢٣٣٧٢٠٣٦٨٥٤٧٧٥٨٠٨", nil),
    ])
    func `a number is read in the digits of any script`(_ typed: String, _ number: Int?) { #expect(Int(typed: typed) == number) }

    @Test(arguments: ["2026-11-21", "٢٠٢٦-١١-٢١", "۲۰۲۶-۱۱-۲۱", " ٢٠٢٦-١١-٢١\u{200E}"])
    func `a day is read in the digits of any script`(_ typed: String) { #expect(Day(typed: typed) == Day(year: 2026, month: 11, day: 21)) }

    @Test(arguments: ["٢٠٢٦-١٣-٢١", "٢٠٢٦١١٢١", "soon", ""])
    func `what is no day is none in any script`(_ typed: String) { #expect(Day(typed: typed) == nil) }

    @Test func `what is stored is read as it was written, and in no other way`() {
        #expect(Day("٢٠٢٦-١١-٢١") == nil)
        #expect(Typed.plain("شارع ١٢، 3b") == "شارع 12، 3b")
    }
}
