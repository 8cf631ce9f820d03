import House
import Identity
import Localization
import Markup
import Web

/// Everyone whose sealed notes the one who looks was named to read.
struct EntrustedPage: Page {
    struct Item: Sendable { let person: PersonID, name: String, count: Int, isNew: Bool }
    /// Notes that nobody who works here can open, and the names of those who could.
    struct Unread: Sendable { let count: Int, names: [String] }
    let hasKey: Bool
    let items: [Item]
    /// For coordinators and officers; nil for others, and where there are none.
    var unread: Unread?

    static let samples = [
        EntrustedPage(hasKey: true, items: [Item(person: ID(high: 1, low: 1), name: "Amal Haddad", count: 2, isNew: true), Item(person: ID(high: 1, low: 2), name: "Sami", count: 1, isNew: false)]),
        EntrustedPage(hasKey: false, items: [], unread: Unread(count: 1, names: [])),
        EntrustedPage(hasKey: true, items: [], unread: Unread(count: 2, names: ["Grace Okafor"])),
    ]

    var title: Message { Message("Sealed notes") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Notes on what people must be protected from that colleagues have sealed to you."))</p>
        \(hasKey ? "" : "<div class=\"notice\"><p>\(Picture("key")) \(say("You have no key yet, so nobody can name you."))</p><p><a class=\"button\" href=\"/my/sealing-key\">\(say("Set it up"))</a></p></div>")
        \(items.isEmpty && hasKey ? "<div class=\"empty\">\(Picture("lock"))<p>\(say("Nothing is sealed to you."))</p></div>" : "")
        <ul class="cards">\(items.map { item in
            """
            <li class="card"><h2><a \(.href("/persons/\(item.person.text)/protection"))><bdi>\(item.name)</bdi></a></h2>
            <p>\(say(item.count, one: "One sealed note", other: "\(item.count, "count") sealed notes")) \(item.isNew ? "<span class=\"tag warn\">\(say("New for you"))</span>" : "")</p></li>
            """ as HTML
        })</ul>
        \(unread.map { notice($0, say) })
        """
    }

    private func notice(_ unread: Unread, _ say: Speech) -> HTML {
        """
        <section class="notice bad" aria-labelledby="unread"><h2 id="unread">\(Picture("warning")) \(say("Nobody can open them"))</h2>
        <p>\(say(unread.count, one: "Nobody who works here can open one sealed note now.", other: "Nobody who works here can open \(unread.count, "count") sealed notes now."))
        \(unread.names.isEmpty ? nil : say("Who could before: \(say.list(unread.names), "names")."))</p>
        <p>\(say("If a sign-in was closed, an administrator can open it again for a moment: then its owner names others. If somebody made another key, what was sealed to the earlier one stays closed: whoever knows it writes it anew."))</p></section>
        """
    }
}
