import Foundation
import Localization
import Markup
import Trust
import Web

/// How it stands with the log of changes, its signatures, and the proofs that a stranger can check.
struct AuditPage: Page {
    static let perPage = 50
    struct Signed: Sendable {
        let number: Int, size: Int
        let at: Date
        /// Who outside has signed it, too.
        var witnesses: [String] = []
    }
    let token: FormToken
    /// How many lines have their place, and how many wait for it.
    let entries: Int, pending: Int
    let check: AuditCheck?
    /// One more than is shown, where there are older ones.
    let heads: [Signed]
    /// Who has signed what is not there any more.
    var gone: [String] = []
    let number: Int
    let key: String
    let zone: TimeZone
    var asked = "", pasted = "", problems: [FieldProblem] = []

    static let samples: [AuditPage] = {
        let heads = [Signed(number: 2, size: 1204, at: .distantPast, witnesses: ["Harbor Town"]), Signed(number: 1, size: 1, at: .distantPast)]
        func page(_ check: AuditCheck?, _ heads: [Signed], _ number: Int = 1, asked: String = "", _ problems: [FieldProblem] = []) -> AuditPage {
            AuditPage(token: FormToken("sample"), entries: heads.first?.size ?? 0, pending: heads.count, check: check, heads: heads, number: number,
                      key: "-----BEGIN PUBLIC KEY-----", zone: .gmt, asked: asked, problems: problems)
        }
        let faults = AuditFault.Kind.allCases.map { AuditFault($0, 17) } + [AuditFault(.rewritten, 17, through: 80)]
        return [page(nil, []), page(AuditCheck(at: .distantPast, entries: 1204, heads: 2, fault: nil), heads, 2),
                page(nil, heads, asked: "x", [FieldProblem("line", Message("Write the number of a line that is in the log."))])]
            + [AuditPage(token: FormToken("sample"), entries: 0, pending: 0, check: nil, heads: [], gone: ["Harbor Town"], number: 1, key: "", zone: .gmt)]
            + faults.map { page(AuditCheck(at: .distantPast, entries: 16, heads: 1, fault: $0), heads) }
    }()

    var title: Message { Message("Log of changes") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Every change to what the hub holds adds a line to this log, in the same moment. A line tells what was done and when; people stand in it as codes."))</p>
        \(ProblemList(problems).html(say))
        \(state(say))
        <p>\(say(entries, one: "One line is in the log.", other: "\(entries, "count") lines are in the log."))
        \(pending == 0 ? nil : say(pending, one: "One more gets its place in a few seconds.", other: "\(pending, "count") more get their place in a few seconds."))</p>
        <form method="post" action="/audit/checks" data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Check the whole log now"))</button></div></form>
        \(signatures(say))
        \(proof(say))
        \(witnessing(say))
        """
    }

    private func state(_ say: Speech) -> HTML {
        guard let check else {
            return "<div class=\"notice warn\"><p>\(Picture("clock")) \(say("The log has not been checked yet. This happens every night by itself."))</p></div>"
        }
        let moment = say.instant(check.at, in: zone)
        guard let fault = check.fault else {
            return """
                <div class="notice good"><p>\(Picture("check")) \(say("The log is whole: all that was signed is as it was written."))
                \(say("Checked on \(moment, "time")."))</p></div>
                """
        }
        return """
            <div class="notice bad" role="alert"><h2>\(Picture("warning")) \(say("The log is not whole"))</h2>
            <p>\(say(fault.message)) \(say("Checked on \(moment, "time")."))</p>
            <p>\(say("Somebody or something has changed the log from outside the program. Keep the signatures below, and a copy of the last backups. Then talk to the person who runs the machine, and to someone who does not."))</p></div>
            """
    }

    private func signatures(_ say: Speech) -> HTML {
        """
        <h2>\(say("Signatures"))</h2>
        <p>\(say("Each hour the hub signs all lines that are there. Give the newest signature to someone outside now and then: with it they can tell, without trusting the hub, that nothing before it was changed."))</p>
        <form method="post" action="/audit/heads" data-once>\(token.html)
        <div class="buttons"><button class="button">\(Picture("pen")) \(say("Sign the log now"))</button></div></form>
        \(gone.isEmpty ? nil : "<div class=\"notice bad\" role=\"alert\"><p>\(Picture("warning")) \(say("A signature is missing that was counter-signed by \(say.list(gone), "names"). Ask them for what they have kept: it shows what the log was."))</p></div>")
        \(heads.isEmpty ? "<p class=\"empty\">\(say("Nothing has been signed yet."))</p>" : "<ul class=\"cards\">\(heads.prefix(Self.perPage).map { card($0, say) })</ul>")
        \(Pager(number, hasOlder: heads.count > Self.perPage) { Route("/audit").query("page", String($0)) }.html(say))
        <details><summary>\(say("The hub’s public key"))</summary>
        <p>\(say("The signatures are checked with this key. Give it to others once, on another way than the signatures."))</p>
        <pre dir="ltr"><bdi>\(key)</bdi></pre></details>
        """
    }

    private func card(_ head: Signed, _ say: Speech) -> HTML {
        let moment = say.instant(head.at, in: zone)
        return """
            <li><article class="card"><h3><bdi>\(moment)</bdi></h3>
            <p>\(say(head.size, one: "Over one line.", other: "Over \(head.size, "count") lines."))
            \(head.witnesses.isEmpty ? nil : say("Counter-signed by \(say.list(head.witnesses), "names")."))</p>
            <div class="buttons"><a class="button" download \(.href(Route("/audit/head").query("number", String(head.number))))>\(Picture("download")) \(say("Download the signature"))<span class="visually-hidden">: <bdi>\(moment)</bdi></span></a>
            <form method="post" action="/audit/proofs">\(token.html)<input type="hidden" name="head" \(.value(String(head.number)))>
            <button class="button">\(Picture("shield")) \(say("Prove that nothing before it was changed since"))<span class="visually-hidden">: <bdi>\(moment)</bdi></span></button></form></div></article></li>
            """
    }

    private func witnessing(_ say: Speech) -> HTML {
        """
        <h2>\(say("Someone outside who signs, too"))</h2>
        <p>\(say("Another hub, or anyone with this program, checks that the log goes on from what they saw before, and signs that. Send them a proof since the state that they signed last, and paste what comes back. It is kept, and checked each night."))</p>
        <form method="post" action="/audit/counter-signatures">\(token.html)
        <div class="field"><label for="note">\(say("What they signed"))</label>
        \(problems.first("note").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea id="note" name="note" dir="ltr" rows="6" autocomplete="off">\(pasted)</textarea></div>
        <div class="buttons"><button class="button">\(Picture("check")) \(say("Keep it"))</button></div></form>
        """
    }

    private func proof(_ say: Speech) -> HTML {
        """
        <h2>\(say("Prove one line"))</h2>
        <p>\(say("The file shows a stranger that a line was in the log when it was signed, and what the line says. It tells nothing of any other line."))</p>
        <form method="post" action="/audit/proofs">\(token.html)
        \(TextField(name: "line", label: Message("Number of the line"), value: asked, problem: problems.first("line"), autocomplete: "off").html(say))
        <div class="buttons"><button class="button">\(Picture("download")) \(say("Download the proof"))</button></div></form>
        """
    }
}
