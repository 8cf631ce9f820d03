import Foundation
import House
import Identity
import Localization
import Markup
import Messaging
import Storage
import Trust
import Web

/// On the page of a household: whom letters do not reach, so that somebody tells them in another way.
///
/// It does not say what the letters are about: some are between the person and one other.
struct UnreachedPart: Part {
    let names: [String]

    static let samples = [UnreachedPart(names: ["Amal Haddad", "Yusuf Haddad"])]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel" id="letters"><h2>\(Picture("mail")) \(say("Letters do not get through"))</h2>
        <p>\(say("What the hub wrote to \(say.list(names), "names") did not arrive. Tell them that something waits for them on their page, and ask for an address that works."))</p></section>
        """
    }
}

extension Panel {
    static let unreached = Panel(on: .household) { id, hub, db, access in
        let people = try hub.peopleInCare(on: id, db, &access)
        let found = try db.outbox.unreached(people.map(\.person), since: hub.now() - Unreached.seconds, except: hub.lettersToFormer)
        return found.isEmpty ? nil : UnreachedPart(names: people.filter { found[$0.person] != nil }.map(\.name))
    }
}

extension DeskSource {
    /// For whoever has the household in their care: an administrator sees letters, and no people.
    static let unreached = DeskSource(for: [.caseWorker], purpose: .casework) { hub, db, access, _ in
        let pages = try hub.pagesInCare(of: access.actor, as: .caseWorker, db), zone = hub.settings.value.zone
        // To whoever's data rests none is meant to leave.
        let people = try Set(pages.keys).subtracting(db.restrictions.among(Array(pages.keys)))
        let found = try db.outbox.unreached(people.sorted { $0.text < $1.text }, since: hub.now() - Unreached.seconds, except: hub.lettersToFormer)
        let since = found.reduce(into: [Route: Date]()) { all, one in
            guard let page = pages[one.key] else { return }
            all[page] = min(all[page] ?? one.value, one.value)
        }
        return since.sorted { ($0.value, $0.key.text) < ($1.value, $1.key.text) }.prefix(Unreached.most).map { page, at in
            DeskItem(
                .soon, picture: "mail", title: Message("A letter did not reach somebody in your care"), waitsOn: Message("you"), since: Day(at, in: zone), button: Message("Open the household"),
                to: page)
        }
    }
}

extension Hub {
    /// Letters to where somebody is not reached any more: whether they arrive says nothing of where they are.
    fileprivate var lettersToFormer: [String] { features.flatMap(\.letters).filter(\.isToFormer).map(\.name) }
}

private enum Unreached {
    /// For how long it is told; later letters that arrive end it sooner.
    static let seconds = 14 * 86_400.0, most = 5
}
