import Foundation
import Identity
import Localization
import Markup
import Web

/// Whether a round that was made is what it says: solved once more, or checked by its proof where people are gone.
struct ReplayPage: Page {
    let replay: Replay
    let madeAt: Date
    /// Rounds made before or after.
    let others: [(id: RoundID, madeAt: Date)]
    let zone: TimeZone

    var title: Message { Message("The round, checked again") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/round">\(Picture("people")) \(say("Matching round"))</a></p>
        <h1>\(say(title))</h1>
        <div \(.class(replay.verdict == .broken ? "notice bad" : "notice good"))><p>\(Picture(replay.verdict == .broken ? "warning" : "check")) \(verdict(say))</p>
        \(replay.gone == 0 ? nil : "<p>\(say(replay.gone, one: "Of one need nothing can be shown any more: the data of those concerned is erased, or not used.", other: "Of \(replay.gone, "count") needs nothing can be shown any more: the data of those concerned is erased, or not used."))</p>")</div>
        <dl class="facts"><div><dt>\(Picture("calendar")) \(say("Made"))</dt><dd><bdi>\(say.instant(madeAt, in: zone))</bdi></dd></div>
        <div><dt>\(Picture("family")) \(say("Open needs"))</dt><dd><bdi>\(say.number(replay.needs))</bdi></dd></div>
        <div><dt>\(Picture("hand")) \(say("Needs that are helped"))</dt><dd><bdi>\(say.number(replay.helped))</bdi></dd></div></dl>
        <p class="meta">\(say("What a round worked with is kept under each person's own key, without names, for a year."))</p>
        \(others.isEmpty ? nil : """
            <h2>\(say("Other rounds"))</h2>
            <ul>\(others.map { "<li><a \(.href("/rounds/\($0.id.text)/replay"))><bdi>\(say.instant($0.madeAt, in: zone))</bdi></a></li>" as HTML })</ul>
            """)
        """
    }

    private func verdict(_ say: Speech) -> HTML {
        switch replay.verdict {
        case .same: say("Solved again from what was kept, the round is the same, byte for byte.")
        case .equal: say("What was kept is proved: nothing better was possible. The program as it is today comes to another answer that is worth just as much; where several are equal, an update of the program may change which one it finds.")
        case .proved: say("Its totals and its proof still hold: nothing better was possible.")
        case .found: say("What was kept of this round fits together: its totals are true, and no place that is counted in people is overfull. How near it is to the best there is could not be reckoned again in the same way.")
        case .within(let more):
            """
            \(say("Its totals still hold, everyone of whom something is known has room, and the proof that was kept holds of all who were in it."))
            \(beyond(more, say))
            \(say("The round itself had come closer by trying choices out. That can't be repeated without those of whom nothing can be shown."))
            """
        case .broken: say("What was kept of this round does not fit together. Somebody has changed it, or it is damaged. Tell your administrator.")
        }
    }

    /// - Parameter more: how many more needs another choice could have helped, by the proof.
    private func beyond(_ more: Int?, _ say: Speech) -> HTML {
        switch more {
        case nil: say("No other choice could have been worth more than the proof allows.")
        case 0: say("No other choice could have helped more needs.")
        case let more?: say(more, one: "No other choice could have helped more than one need more.", other: "No other choice could have helped more than \(more, "count") needs more.")
        }
    }

    static let samples = [Replay.Verdict.same, .equal, .proved, .found, .within(3), .within(0), .within(nil), .broken].map {
        ReplayPage(replay: Replay(verdict: $0, needs: 41, gone: $0 == .same || $0 == .equal ? 0 : 2, helped: 19), madeAt: .distantPast,
            others: $0 == .same ? [(ID(high: 1, low: 9), .distantPast)] : [], zone: .gmt)
    }
}
