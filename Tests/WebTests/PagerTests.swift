import Localization
import Markup
import Testing
import Web

@Suite struct PagerTests {
    private let say = Catalogs([:]).speech(in: .english)

    private func links(_ pager: Pager) -> [String] {
        pager.html(say)?.text.matches(of: /<a [^>]*href="([^"]+)"/).map { String($0.output.1) } ?? []
    }

    private func route(_ page: Int) -> Route { Route("/volunteers").query("page", String(page)) }

    @Test(arguments: [(1, ["/volunteers?page=2"]), (2, ["/volunteers?page=1", "/volunteers?page=3"]), (3, ["/volunteers?page=2"])])
    func `each page leads to those beside it`(_ number: Int, _ expected: [String]) {
        #expect(links(Pager(number, of: 3, route: route)) == expected)
    }

    @Test func `one page needs no way to others`() {
        #expect(Pager(1, of: 1, route: route).html(say) == nil)
        #expect(Pager(1, hasOlder: false, route: route).html(say) == nil)
    }

    @Test func `a list by time leads to what is newer and older`() {
        #expect(links(Pager(2, hasOlder: true, route: route)) == ["/volunteers?page=1", "/volunteers?page=3"])
    }

    @Test(arguments: [(nil, 1), ("", 1), ("page=0", 1), ("page=-3", 1), ("page=x", 1), ("page=7", 7), ("page=99999999", 10_000), ("page=99999999999999999999", 1)])
    func `whatever page is asked for, one is shown`(_ query: String?, _ number: Int) {
        #expect(Pager.number(asked: query) == number)
    }

    @Test(arguments: [(0, 1), (50, 1), (51, 2), (120, 3)])
    func `so many lines fill so many pages`(_ lines: Int, _ pages: Int) {
        #expect(Pager.pages(lines, of: 50) == pages)
    }
}
