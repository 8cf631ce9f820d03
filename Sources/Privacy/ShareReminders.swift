import Foundation
import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

extension Job {
    /// Reminds receivers, once, who have not said that they deleted what was taken back.
    static let shareReminders = Job("shares.remind", .daily(hour: 8)) { hub in
        let now = hub.now()
        while try await hub.archive.write({ db in
            let due = try db.shares.dueReminders(at: now, limit: 200)
            for share in due where try db.shares.setReminded(share.id, at: now) { try hub.ask(share, .shareClosedAgain, in: db, at: now) }
            return due.count
        }) == 200 {}
    }
}

/// On one's own page: what is to be deleted.
struct SharesToDelete: Part {
    let ids: [String]

    static let samples = [SharesToDelete(ids: ["x", "y"])]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel"><h2>\(Picture("warning")) \(say("Please delete what was shared with you"))</h2>
        <ul>\(ids.map { "<li><a class=\"button\" \(.href("/my/shares/\($0)"))>\(say("See what it is"))</a></li>" as HTML })</ul></section>
        """
    }
}

extension Panel {
    static let sharesToDelete = Panel(on: .own) { id, _, db, access in
        guard let person = PersonID(id), person == access.actor.person else { return nil }
        let asked = try db.shares.unconfirmed(by: person)
        return asked.isEmpty ? nil : SharesToDelete(ids: asked.map(\.id))
    }
}
