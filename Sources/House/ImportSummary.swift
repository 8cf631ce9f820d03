/// What a page shows of a report: the counts, and what is odd, errors first.
struct ImportSummary: Sendable {
    static let shown = 100
    let read: Int, new: Int, changed: Int, unchanged: Int, warned: Int, refused: Int
    let issues: [ImportReport.Issue]
    /// How many there are, shown or not.
    let issueCount: Int
    var isRefused: Bool { refused > 0 }

    init(_ report: ImportReport) {
        (read, new, changed, unchanged) = (report.read, report.new, report.changed, report.unchanged)
        (warned, refused, issueCount) = (report.warned, report.refused, report.issues.count)
        issues = Array((report.errors + report.issues.filter { !$0.isError }).prefix(Self.shown))
    }
}
