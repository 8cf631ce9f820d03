import Markup
import Testing

#if DEBUG
@Suite struct TripwireTests {
    // ASVS 1.2.1 1.3.7
    @Test func `a text inside a tag stops a debug build`() async {
        await #expect(processExitsWith: .failure) {
            let name = "x onclick=alert(1)"
            _ = "<p class=\(name)>" as HTML
        }
    }

    @Test func `a text inside a tag opened by a spliced fragment stops a debug build`() async {
        await #expect(processExitsWith: .failure) {
            let opened: HTML = "<p "
            let name = "onclick=alert(1)"
            _ = "\(opened)\(name)>" as HTML
        }
    }

    @Test func `markup inside a tag stops a debug build`() async {
        await #expect(processExitsWith: .failure) {
            let bold: HTML = "<b>x</b>"
            _ = "<p title='\(bold)'>" as HTML
        }
    }

    @Test func `an attribute outside of a tag stops a debug build`() async {
        await #expect(processExitsWith: .failure) { _ = "<p>\(.id("a"))</p>" as HTML }
    }

    @Test func `an escaped angle bracket before a text is no tag`() {
        let less = "1 < 2", name = "Amira"
        #expect(("<p>\(less), \(name)</p>" as HTML).text == "<p>1 &lt; 2, Amira</p>")
    }
}
#endif
