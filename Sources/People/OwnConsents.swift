import Accounts
import Foundation
import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// In one's own file: what one agreed to, to whom it goes, and a button to take each back.
struct OwnConsentsPart: Part {
    struct Item: Sendable {
        let id: String
        let title: LocalWords, text: LocalWords
        let to: LocalWords?
        let event: ConsentEvent
        let holds: Bool
        /// Whether it ends soon.
        let isEnding: Bool
        /// Who of the staff explained it, by name.
        let explainer: String?
        /// What was answered before, the newest first.
        var earlier: [ConsentEvent] = []
    }
    let items: [Item]
    let zone: TimeZone
    /// Under 18, or may be: a yes is for a parent or guardian to say, at the desk.
    var isChild = false

    static let samples: [OwnConsentsPart] = {
        func item(_ decision: ConsentEvent.Decision, _ holds: Bool, _ manner: ConsentEvent.Manner = .own) -> Item {
            let event = ConsentEvent(
                id: "sample", purpose: "reminders", recipient: "hub", kinds: [.contact], decision: decision, manner: manner,
                notice: NoticeRead(version: 1, language: "en", text: "We may write."), at: .distantPast, expiresAt: holds ? .distantFuture : nil)
            return Item(id: "reminders", title: LocalWords(["en": "Remind me"]), text: LocalWords(["en": "We may write."]), to: LocalWords(["en": "Nobody"]),
                        event: event, holds: holds, isEnding: decision == .reconfirmed, explainer: manner == .own ? nil : "Ruth", earlier: decision == .withdrawn ? [event] : [])
        }
        let items = ConsentEvent.Decision.allCases.map { item($0, [.given, .reconfirmed].contains($0)) } + [item(.given, false), item(.given, true, .guardian(.parent, assent: .yes))]
        return [OwnConsentsPart(items: items, zone: .gmt), OwnConsentsPart(items: items, zone: .gmt, isChild: true), OwnConsentsPart(items: [], zone: .gmt)]
    }()

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel" id="consents"><h2>\(Picture("check")) \(say("What you agreed to"))</h2>
        <p>\(say("Help never depends on this. You can say yes or no to each, and change your mind at any time.")) \(say("Our work for you does not rest on it either: that is the town’s task by law."))</p>
        \(isChild ? "<p>\(Picture("family")) \(say(ConsentProblem.ownPage.message))</p>" : "")
        \(items.isEmpty ? "<p>\(say("You were not asked to agree to anything."))</p>" : "<ul class=\"cards\">\(items.map { card($0, say, token) })</ul>")</section>
        """
    }

    func paper(_ say: Speech) -> HTML? {
        items.isEmpty ? nil : "<section class=\"panel\"><h2>\(say("What you agreed to"))</h2><ul class=\"cards\">\(items.map { "<li class=\"card\">\(told($0, say))</li>" as HTML })</ul></section>"
    }

    private func told(_ item: Item, _ say: Speech) -> HTML {
        """
        <h3>\(item.title.html(say))</h3><p>\(item.text.html(say))</p>
        \(item.to.map { "<p>\(say("To whom it goes:")) \($0.html(say))</p>" as HTML })
        <p><strong>\(say(standing(item)))</strong> \(item.event.channel == .program ? nil : say("Answered on \(say.instant(item.event.at, in: zone), "time")."))
        \(item.holds ? item.event.expiresAt.map { say("It ends by itself on \(say.day(Day($0, in: zone)), "day").") } : nil)</p>
        <dl class="facts">\(facts(item, say).map { "<div><dt>\(say($0.0))</dt><dd>\($0.1)</dd></div>" as HTML })</dl>
        \(item.earlier.isEmpty ? nil : "<h4>\(say("What you answered before"))</h4><ul>\(item.earlier.map { before($0, say) })</ul>" as HTML)
        """
    }

    private func before(_ event: ConsentEvent, _ say: Speech) -> HTML {
        "<li><bdi>\(say.instant(event.at, in: zone))</bdi>: \(say(event.decision.before)) \(say(event.manner.toPerson))</li>"
    }

    private func facts(_ item: Item, _ say: Speech) -> [(Message, HTML)] {
        item.event.manner.factsToPerson.map { ($0.name, say($0.words)) } + (item.explainer.map { [(Message("Who explained it"), "<bdi>\($0)</bdi>" as HTML)] } ?? [])
    }

    private func card(_ item: Item, _ say: Speech, _ token: FormToken) -> HTML {
        """
        <li class="card">\(told(item, say))
        \(item.holds || !isChild ? form(item, say, token) : "")
        <p><a \(.href("/my/receipts/\(item.event.id)"))>\(Picture("document")) \(say("Receipt"))<span class="visually-hidden">: \(item.title.html(say))</span></a></p></li>
        """
    }

    private func form(_ item: Item, _ say: Speech, _ token: FormToken) -> HTML {
        """
        <form method="post" action="/my/consents" data-once>\(token.html)<input type="hidden" name="notice" \(.value(item.id))>
        \(item.isEnding && !isChild ? "<button class=\"button\" name=\"decision\" value=\"given\">\(Picture("check")) \(say("Yes, for another time"))<span class=\"visually-hidden\">: \(item.title.html(say))</span></button>" : "")
        \(item.holds
            ? "<button class=\"button\" name=\"decision\" value=\"withdrawn\">\(Picture("undo", turns: true)) \(say("Take it back"))<span class=\"visually-hidden\">: \(item.title.html(say))</span></button>"
            : "<button class=\"button\" name=\"decision\" value=\"given\">\(Picture("check")) \(say("Agree"))<span class=\"visually-hidden\">: \(item.title.html(say))</span></button>")</form>
        """
    }

    private func standing(_ item: Item) -> Message {
        switch item.event.decision {
        case .given, .reconfirmed: item.holds ? Message("You said yes.") : Message("Your yes has ended.")
        case .expired: Message("Your yes has ended.")
        case .refused, .requested: Message("You said no.")
        case .withdrawn: Message("You took it back.")
        case .invalidated: Message("Your answer was written down by mistake. It counts for nothing.")
        }
    }
}

extension Panel {
    static func consents(_ notices: Notices) -> Panel {
        Panel(on: .file) { id, hub, db, access in
            guard let person = PersonID(id), person == access.actor.person else { return nil }
            let events = try db.consents.latest(of: [person])[person] ?? [:], all = try db.consents.all(of: person).filter { $0.decision != .requested }, now = hub.now()
            let explainers = try hub.staffNames(behind: Set(events.values.compactMap(\.explainedBy)), db, &access)
            let items = events.sorted { $0.key < $1.key }.compactMap { purpose, event in
                notices[purpose].map {
                    OwnConsentsPart.Item(
                        id: purpose, title: $0.title, text: $0.text, to: $0.to, event: event, holds: event.permits(at: now), isEnding: event.isEnding(at: now),
                        explainer: event.explainedBy.flatMap { explainers[$0] },
                        earlier: all.filter { $0.purpose == purpose && $0.id != event.id }.sorted { $0.at > $1.at })
                }
            }
            let zone = hub.settings.value.zone
            return OwnConsentsPart(items: items, zone: zone, isChild: try access.isChild(person, as: .own, on: Day(now, in: zone), hub, in: db) ?? false)
        }
    }
}

extension ConsentEvent.Decision {
    /// What it was, whatever holds now.
    fileprivate var before: Message {
        switch self {
        case .given, .reconfirmed: Message("You said yes.")
        case .expired: Message("Your yes has ended.")
        case .refused, .requested: Message("You said no.")
        case .withdrawn: Message("You took it back.")
        case .invalidated: Message("Your answer was written down by mistake. It counts for nothing.")
        }
    }
}
