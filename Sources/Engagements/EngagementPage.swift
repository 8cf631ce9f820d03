import Foundation
import Identity
import Localization
import Markup
import Web

/// The coordinator's page of one engagement.
struct EngagementPage: Page {
    let token: FormToken
    let record: EngagementRecord
    let program: Program?
    let canUndo: Bool
    let zone: TimeZone
    var form = EngagementForm()
    var problems: [FieldProblem] = []
    private var engagement: Engagement { record.engagement }
    private var base: String { engagement.id.text }

    var title: Message { Message("Engagement") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/engagements">\(Picture("people")) \(say("Engagements"))</a></p>
        <h1>\(program?.name.html(say) ?? say("A program that is no longer offered")): <bdi>\(record.newcomer)</bdi>\(record.volunteer.map { ", <bdi>\($0)</bdi>" as HTML })</h1>
        \(ProblemList(problems).html(say))
        \(standing(say))
        \(flags(say))
        \(CheckInTable(record: record).html(say))
        \(log(say))
        \(engagement.status == .ended ? "" : EngagementActions(token: token, record: record, form: form, problems: problems).html(say))
        """
    }

    private func standing(_ say: Speech) -> HTML {
        """
        <dl class="facts">
        \(Fact("info", Message("How it stands"), say(engagement.status.message)).html(say))
        \(engagement.suspension.map { Fact("clock", Message("Why it rests"), say($0.message)).html(say) })
        \(engagement.ending.map { Fact("check", Message("Why it ended"), say($0.message)).html(say) })
        \(record.reached.map { Fact("heart", Message("What was reached"), "<span class=\"own-words\" dir=\"auto\">\($0)</span>").html(say) })
        \(Fact("calendar", Message("From"), "<bdi>\(say.day(engagement.startedOn))</bdi>").html(say))
        \(Fact("calendar", Message("Planned until"), "<bdi>\(say.day(engagement.plannedUntil))</bdi>").html(say))
        \(Fact("people", Message("First meeting"), engagement.firstMetOn.map { "<bdi>\(say.day($0))</bdi>" as HTML } ?? say("Not told yet")).html(say))
        \(Fact("key", Message("Do they know each other’s names?"), record.isSharing ? say("Yes, both agreed.") : say("No. Bring them together yourself.")).html(say))
        \(Fact("person", Message("Who supervises"), "<bdi>\(record.staff.first { $0.user == engagement.supervisor }?.name ?? "–")</bdi>").html(say))
        </dl>
        \(engagement.volunteer.map { "<p><a \(.href("/volunteers/\($0.text)"))>\(Picture("hand")) \(say("The volunteer’s page"))</a></p>" as HTML })
        \(canUndo ? undo(say) : "")
        """
    }

    private func undo(_ say: Speech) -> HTML {
        """
        <div class="notice"><p>\(Picture("info")) \(say("It ended just now. The thanks leave in ten minutes; until then you can take it back and nobody hears of it."))</p>
        <form method="post" \(.action("/engagements/\(base)/reopening")) data-once>\(token.html)<button class="button">\(Picture("undo", turns: true)) \(say("Take the ending back"))</button></form></div>
        """
    }

    private func flags(_ say: Speech) -> HTML {
        """
        <h2 id="flags">\(say("What waits on you"))</h2>
        \(record.flags.allSatisfy { $0.flag.settledAt != nil } ? "<p>\(Picture("check")) \(say("Nothing."))</p>" : "")
        <ul class="cards">\(record.flags.map { flag($0, say) })</ul>
        """
    }

    private func flag(_ raised: EngagementRecord.Raised, _ say: Speech) -> HTML {
        let flag = raised.flag
        return """
            <li class="card"><h3>\(flag.settledAt == nil ? flag.kind.tag(say) : say(flag.kind.message))</h3>
            <p>\(flag.side.map { say($0.message) } ?? say("Both sides")), \(say("since \(say.day(Day(flag.raisedAt, in: zone)), "day")"))</p>
            \(flag.settledAt.map { "<p class=\"meta\">\(Picture("check")) \(say("Settled on \(say.day(Day($0, in: zone)), "day")."))</p>" as HTML } ?? settle(flag, say))
            \(raised.note.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })</li>
            """
    }

    private func settle(_ flag: Flag, _ say: Speech) -> HTML {
        """
        <form method="post" \(.action("/engagements/\(base)/flags/\(flag.id)/settlement")) data-once>\(token.html)
        <div class="field"><label \(.for("note-" + flag.id))>\(say("What you did about it; whoever is helped can read it in their file"))</label><input dir="auto" name="note" autocomplete="off" maxlength="2000" \(.id("note-" + flag.id))></div>
        <button class="button">\(Picture("check")) \(say("Settled"))<span class="visually-hidden">: \(say(flag.kind.message))</span></button></form>
        """
    }

    private func log(_ say: Speech) -> HTML {
        """
        <h2>\(say("When they met"))</h2>
        \(record.meetings.isEmpty ? "<p>\(say("Nothing was told yet."))</p>" : "<ul>\(record.meetings.map { "<li><bdi>\(say.day($0.day))</bdi>: \(say($0.kind.message)) (\(say($0.side.message)))</li>" as HTML })</ul>")
        """
    }

    static let samples: [EngagementPage] = Engagement.Status.allCases.map { sample($0, []) } + [
        sample(.active, [.untilLater]), sample(.active, [FieldProblem("ending", Message("Choose why it ends."))]),
    ]

    private static func sample(_ status: Engagement.Status, _ problems: [FieldProblem]) -> EngagementPage {
        let day = Day.lifeSample, at = Date(timeIntervalSince1970: 1_795_262_400)
        let engagement = Engagement(
            id: ID(high: 1, low: 1), match: ID(high: 1, low: 2), organization: ID(high: 1, low: 3), need: ID(high: 1, low: 4), offer: ID(high: 1, low: 5),
            household: ID(high: 1, low: 6), newcomer: ID(high: 1, low: 7), volunteer: ID(high: 1, low: 8), program: "mentoring", isWithChildren: true,
            supervisor: ID(high: 1, low: 9), status: status, suspension: status == .suspended ? .clearance : nil, attention: 3, timesAMonth: 4, startedOn: day,
            plannedUntil: day.adding(days: 365), firstMetOn: status == .active ? day : nil, ending: status == .ended ? .reached : nil, endedAt: status == .ended ? at : nil, reached: nil)
        let shown = EngagementRecord.Shown(
            answers: CheckInAnswers(going: .good, meeting: .sometimes, isSafe: false, wantsTalk: true), words: "It helps.", channel: .desk)
        let flags = Flag.Kind.allCases.enumerated().map { number, kind in
            EngagementRecord.Raised(
                flag: Flag(id: "f\(number)", engagement: engagement.id, kind: kind, side: number == 0 ? nil : .need, raisedAt: at, settledAt: number % 2 == 0 ? nil : at, note: nil),
                note: number == 1 ? "Called." : nil)
        }
        let record = EngagementRecord(
            engagement: engagement, newcomer: "Amal", volunteer: status == .suspended ? nil : "Tom",
            rounds: [.init(day: day, newcomer: shown, volunteer: nil, waiting: [.offer: ID(high: 1, low: 10)])], flags: status == .ended ? [] : flags,
            meetings: [Meeting(side: .need, day: day, kind: .met)], staff: [.init(user: ID(high: 1, low: 9), name: "Iryna Bondar")],
            reached: status == .ended ? "A job." : nil, isSharing: status == .active)
        return EngagementPage(token: FormToken("sample"), record: record, program: .sample, canUndo: status == .ended, zone: .gmt, problems: problems)
    }
}
