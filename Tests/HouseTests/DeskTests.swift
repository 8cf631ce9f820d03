@testable import House
import Identity
import Localization
import Testing

@Suite struct DeskTests {
    private func item(_ urgency: DeskItem.Urgency, since day: Int?, _ name: String = "x") -> DeskItem {
        DeskItem(urgency, picture: "clock", title: Message("Ready to start"), waitsOn: Message("us"), since: day.map { Day(number: $0) },
                 button: Message("Open the offer"), to: "/volunteers/\(name)")
    }

    @Test func `the most urgent comes first, then the longest waiting, then what waits for nobody yet`() {
        let desk = Desk([[item(.soon, since: 1, "a"), item(.today, since: nil, "b"), item(.today, since: 9, "c"), item(.danger, since: 20, "d"), item(.today, since: 3, "e")]])
        #expect(desk.items.map(\.route.text) == ["d", "e", "c", "b", "a"].map { "/volunteers/\($0)" })
    }

    @Test func `things of the same day stay in the order of the areas`() {
        let desk = Desk(["a", "b", "c"].map { [item(.today, since: 5, $0)] })
        #expect(desk.items.map(\.route.text) == ["/volunteers/a", "/volunteers/b", "/volunteers/c"])
    }

    @Test func `many of one area hide nothing of another that is as urgent`() {
        let many = (1...20).map { (day: Int) in item(.today, since: day, "a\(day)") }
        let desk = Desk([many, [item(.today, since: 30, "b")], [item(.overdue, since: 31, "c"), item(.today, since: nil, "d")]])
        #expect(desk.items.prefix(5).map(\.route.text) == ["c", "a1", "b", "d", "a2"].map { "/volunteers/\($0)" })
    }

    @Test(arguments: [(0, 0), (7, 0), (8, 1), (30, 23)])
    func `seven are shown, the rest is counted`(_ all: Int, _ more: Int) {
        let desk = Desk([(0..<all).map { item(.today, since: $0) }])
        #expect(desk.items.count == min(all, 7) && desk.more == more)
    }

    @Test func `a bar is as long as its share of the longest, and what is there is seen`() throws {
        let figure = DeskFigure(Message("How things stand"), summary: Message("Nothing"), bars: [.init(Message("us"), 10_000), .init(Message("you"), 1), .init(language: "arb", 0)])
        let html = BarChart(figure: figure, id: "f").html(Catalogs([:]).speech(in: .english)).text
        #expect(html.matches(of: /<rect height="10" width="([0-9]+)"/).map { Int($0.output.1) } == [1000, 8, 0])
    }
}
