import Localization
import Markup
import Web

/// One step of bringing in a list.
struct ListImportPage: Page {
    enum Step: Sendable {
        case choose(problem: Message?)
        case check(csv: String, name: String, header: [String], mapping: CSVMapping, report: ImportReport)
        case done(ImportReport)
    }
    let token: FormToken
    let list: ListImport
    let step: Step

    var title: Message { list.title }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(content(say))
        """
    }

    private func content(_ say: Speech) -> HTML {
        switch step {
        case .choose(let problem): choose(problem, say)
        case .check(let csv, let name, let header, let mapping, let report): check(csv, name, header, mapping, report, say)
        case .done(let report): done(report, say)
        }
    }

    private func choose(_ problem: Message?, _ say: Speech) -> HTML {
        """
        \(problem.flatMap { ProblemList([FieldProblem("list", $0)]).html(say) })
        <p class="lead">\(say("Choose your list as a CSV file. Nothing is changed before you have seen what would happen."))</p>
        <form method="post" \(.action("/imports/\(list.name)")) enctype="multipart/form-data" data-once>
        \(token.html)
        <div class="field"><label for="list">\(say("Your list"))</label><input id="list" name="list" type="file" accept=".csv,text/csv" required></div>
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Look at it"))</button></div>
        </form>
        """
    }

    private func check(_ csv: String, _ name: String, _ header: [String], _ mapping: CSVMapping, _ report: ImportReport, _ say: Speech) -> HTML {
        """
        \(counts(report, say))
        \(report.isRefused
            ? "<div class=\"notice bad\"><p>\(Picture("cross")) \(say("With these errors nothing can be taken in. Mend your list, or choose other columns."))</p></div>"
            : "<div class=\"notice good\"><p>\(Picture("check")) \(say("Nothing has been changed yet."))</p></div>")
        \(issues(report, say))
        <form method="post" \(.action("/imports/\(list.name)")) enctype="multipart/form-data" data-once>
        \(token.html)
        <input type="hidden" name="mapped" value="yes"><input type="hidden" name="name" \(.value(name))>
        <textarea name="csv" hidden>\(csv)</textarea>
        <h2>\(say("Which column is what"))</h2>
        \(list.fields.map { field in
            Select(name: "column_" + field.name, label: field.help,
                   options: [.init("", say.plain("Not in this list"))] + header.map { .init($0, $0) }, chosen: mapping.columns[field.name] ?? "").html(say)
        })
        <div class="field"><label for="separator">\(say("What stands between several things in one cell"))</label>
        <input id="separator" name="separator" maxlength="3" \(.value(mapping.separators.values.first ?? ";"))></div>
        <div class="buttons"><button class="button" name="action" value="check">\(Picture("search")) \(say("Check again"))</button>
        \(report.isRefused ? "" : "<button class=\"button main\" name=\"action\" value=\"import\">\(Picture("check")) \(say("Take it in"))</button>")</div>
        </form>
        """
    }

    private func done(_ report: ImportReport, _ say: Speech) -> HTML {
        """
        <div class="notice good" role="status"><p>\(Picture("check")) \(say("The list was taken in."))</p></div>
        \(counts(report, say))
        \(issues(report, say))
        <p><a class="button" \(.href("/imports/\(list.name)"))>\(say("Another list"))</a></p>
        """
    }

    private func counts(_ report: ImportReport, _ say: Speech) -> HTML {
        let figures: [(HTML, Int)] = [
            (say("Rows read"), report.read), (say("New"), report.new), (say("Changed"), report.changed),
            (say("As before"), report.unchanged), (say("Warnings"), report.warned), (say("Errors"), report.refused),
        ]
        return "<dl class=\"facts\">\(figures.map { "<div><dt>\($0.0)</dt><dd><bdi>\(say.number($0.1))</bdi></dd></div>" as HTML })</dl>"
    }

    private func issues(_ report: ImportReport, _ say: Speech) -> HTML? {
        guard !report.issues.isEmpty else { return nil }
        return """
            <h2>\(say("What to look at"))</h2>
            <table class="stack"><thead><tr><th scope="col">\(say("Row"))</th><th scope="col">\(say("Column"))</th><th scope="col">\(say("What is odd"))</th></tr></thead>
            <tbody>\(report.issues.sorted { $0.isError && !$1.isError }.prefix(100).map { row($0, say) })</tbody></table>
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

    static let samples: [ListImportPage] = {
        let fields = [CSVField("given_name", Message("First name of the person"), isRequired: true)]
        let list = ListImport(name: "households", title: Message("Bring in a list of households"), fields: fields, roles: [.caseWorker], purpose: .casework) { _, _, _, _, _, _ in ImportReport() }
        var report = ImportReport()
        report.issues = [.init(file: "a.csv", row: 2, column: "birth", Message("The cell is empty."), isError: false), .init(file: "a.csv", row: 3, field: Message("First name of the person"), Message("No column was chosen for this, and it is needed."), isError: true)]
        let mapping = CSVMapping(columns: ["given_name": "Name"])
        return [
            ListImportPage(token: FormToken("sample"), list: list, step: .choose(problem: Message("Two columns have the same name. Rename one of them."))),
            ListImportPage(token: FormToken("sample"), list: list, step: .check(csv: "Name\nA", name: "a.csv", header: ["Name"], mapping: mapping, report: report)),
            ListImportPage(token: FormToken("sample"), list: list, step: .done(ImportReport())),
        ]
    }()
}
