import Localization
import Markup
import Web

/// How many rows were read, and what became of them.
struct ImportCounts {
    let summary: ImportSummary

    func html(_ say: Speech) -> HTML {
        let figures: [(HTML, Int)] = [
            (say("Rows read"), summary.read), (say("New"), summary.new), (say("Changed"), summary.changed),
            (say("As before"), summary.unchanged), (say("Warnings"), summary.warned), (say("Errors"), summary.refused),
        ]
        return "<dl class=\"facts\">\(figures.map { "<div><dt>\($0.0)</dt><dd><bdi>\(say.number($0.1))</bdi></dd></div>" as HTML })</dl>"
    }
}

/// What is odd in a list, by row and column.
struct ImportIssues {
    let summary: ImportSummary

    func html(_ say: Speech) -> HTML? {
        guard !summary.issues.isEmpty else { return nil }
        return """
            <h2>\(say("What to look at"))</h2>
            \(summary.issueCount > summary.issues.count
                ? "<p>\(say("These are the first \(summary.issues.count, "shown") of \(summary.issueCount, "all")."))</p>" : "")
            <table class="stack"><thead><tr><th scope="col">\(say("Row"))</th><th scope="col">\(say("Column"))</th><th scope="col">\(say("What is odd"))</th></tr></thead>
            <tbody>\(summary.issues.map { row($0, say) })</tbody></table>
            """
    }

    private func row(_ issue: ImportReport.Issue, _ say: Speech) -> HTML {
        """
        <tr><td \(.data("label", say.plain("Row")))><bdi>\(issue.row.map(say.number) ?? "–")</bdi></td>
        <td \(.data("label", say.plain("Column")))>\(issue.field.map { say($0) } ?? "<bdi>\(issue.column ?? "–")</bdi>")</td>
        <td \(.data("label", say.plain("What is odd")))>\(issue.isError ? "<span class=\"tag bad\">\(say("Error"))</span>" : "<span class=\"tag warn\">\(say("Warning"))</span>")
        \(say(issue.message))</td></tr>
        """
    }
}
