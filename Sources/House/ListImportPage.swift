import Localization
import Markup
import Web

/// One step of bringing in a list.
struct ListImportPage: Page {
    enum Step: Sendable {
        case choose(problem: Message?)
        /// 0 of 0 until it is known how many rows there are.
        case working(ImportRunID, isReal: Bool, done: Int, all: Int)
        case check(ImportRunID, header: [String], mapping: CSVMapping, ImportSummary)
        case done(ImportSummary)
        case gone
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
        case .working(let id, let isReal, let done, let all): working(id, isReal, done, all, say)
        case .check(let id, let header, let mapping, let summary): check(id, header, mapping, summary, say)
        case .done(let summary): done(summary, say)
        case .gone: gone(say)
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

    private func working(_ id: ImportRunID, _ isReal: Bool, _ done: Int, _ all: Int, _ say: Speech) -> HTML {
        let rows = all == 0 ? nil : (done: done, all: all)
        return """
            <p class="lead">\(isReal ? say("Your list is being taken in.") : say("We are looking at your list. Nothing is changed yet."))</p>
            <progress \(.label(say.plain("How far it is"))) \(rows.map { Attribute.value(String($0.done)) }) \(rows.map { Attribute.max($0.all) })></progress>
            <p>\(rows.map { say("Rows done: \($0.done, "done") of \($0.all, "all").") } ?? say("It begins in a moment."))</p>
            <p class="hint">\(say("This page looks again by itself every two seconds. You can leave it and come back: the work goes on."))</p>
            <p><a class="button" \(.href(run(id)))>\(Picture("search")) \(say("Look again"))</a></p>
            """
    }

    private func check(_ id: ImportRunID, _ header: [String], _ mapping: CSVMapping, _ summary: ImportSummary, _ say: Speech) -> HTML {
        """
        \(ImportCounts(summary: summary).html(say))
        \(summary.isRefused
            ? "<div class=\"notice bad\"><p>\(Picture("cross")) \(say("With these errors nothing can be taken in. Mend your list, or choose other columns."))</p></div>"
            : "<div class=\"notice good\"><p>\(Picture("check")) \(say("Nothing has been changed yet."))</p></div>")
        \(ImportIssues(summary: summary).html(say))
        <form method="post" \(.action(run(id))) data-once>
        \(token.html)
        <input type="hidden" name="mapped" value="yes">
        <h2>\(say("Which column is what"))</h2>
        \(list.fields.map { field in
            Select(name: "column_" + field.name, label: field.help,
                   options: [.init("", say.plain("Not in this list"))] + header.map { .init($0, $0) }, chosen: mapping.columns[field.name] ?? "").html(say)
        })
        <div class="field"><label for="separator">\(say("What stands between several things in one cell"))</label>
        <input id="separator" name="separator" maxlength="3" \(.value(mapping.separators.values.first ?? ";"))></div>
        <div class="buttons"><button class="button" name="action" value="check">\(Picture("search")) \(say("Check again"))</button>
        \(summary.isRefused ? "" : "<button class=\"button main\" name=\"action\" value=\"import\">\(Picture("check")) \(say("Take it in"))</button>")</div>
        </form>
        <p>\(another(say))</p>
        """
    }

    private func done(_ summary: ImportSummary, _ say: Speech) -> HTML {
        """
        <div class="notice good" role="status"><p>\(Picture("check")) \(say("The list was taken in."))</p></div>
        \(ImportCounts(summary: summary).html(say))
        \(ImportIssues(summary: summary).html(say))
        <p>\(another(say))</p>
        """
    }

    private func gone(_ say: Speech) -> HTML {
        """
        <div class="notice warn" role="alert"><p>\(Picture("warning")) \
        \(say("This list is not here any more: files are kept for half an hour at most. Choose it again. What was taken in before is not taken in twice."))</p></div>
        <p>\(another(say))</p>
        """
    }

    private func another(_ say: Speech) -> HTML { "<a class=\"button\" \(.href("/imports/\(list.name)"))>\(say("Another list"))</a>" }

    private func run(_ id: ImportRunID) -> Route { "/imports/\(list.name)/runs/\(id.text)" }

    static let samples: [ListImportPage] = {
        let fields = [CSVField("given_name", Message("First name of the person"), isRequired: true)]
        let list = ListImport(name: "households", title: Message("Bring in a list of households"), fields: fields, roles: [.caseWorker], purpose: .casework) { _, _, _, _, _, _ in ImportReport() }
        let odd = ImportReport.Issue(file: "a.csv", row: 2, column: "birth", Message("The cell is empty."), isError: false), id = ImportRunID(high: 1, low: 1)
        let bad = ImportReport.Issue(file: "a.csv", row: 3, field: Message("First name of the person"), Message("No column was chosen for this, and it is needed."), isError: true)
        var some = ImportReport(), many = ImportReport()
        (some.issues, many.issues) = ([odd, bad], Array(repeating: odd, count: 120))
        let mapping = CSVMapping(columns: ["given_name": "Name"])
        let steps: [Step] = [
            .choose(problem: nil), .choose(problem: Message("Two columns have the same name. Rename one of them.")),
            .working(id, isReal: false, done: 0, all: 0), .working(id, isReal: true, done: 1200, all: 20_000),
            .check(id, header: ["Name"], mapping: mapping, ImportSummary(some)), .check(id, header: ["Name"], mapping: mapping, ImportSummary(many)),
            .done(ImportSummary(ImportReport())), .gone,
        ]
        return steps.map { ListImportPage(token: FormToken("sample"), list: list, step: $0) }
    }()
}
