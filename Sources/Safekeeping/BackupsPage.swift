import Foundation
import House
import Localization
import Markup
import Web

/// Whether there are backups, where they lie and how they are opened.
struct BackupsPage: Page {
    /// What the settings say of backups.
    struct Folders: Sendable {
        let data: String, keys: String
        let hasKey: Bool

        init(_ settings: Settings) { (data, keys, hasKey) = (settings.backupFolder, settings.keysFolder, !settings.backupKey.isEmpty) }
        init(data: String, keys: String, hasKey: Bool) { (self.data, self.keys, self.hasKey) = (data, keys, hasKey) }
    }

    let token: FormToken
    let state: BackupState
    let folders: Folders
    let runs: [BackupRun]
    let zone: TimeZone

    static let samples: [BackupsPage] = [
        BackupsPage(token: FormToken("sample"), state: BackupState(lastMade: .distantPast, lastChecked: .distantPast, concern: .damaged(.damaged), since: .distantPast),
                    folders: Folders(data: "/mnt/a", keys: "/mnt/b", hasKey: true), runs: [BackupRun(kind: .making, at: .distantPast, bytes: 4_500_000, problem: nil), BackupRun(kind: .making, at: .distantPast, bytes: 0, problem: .full)], zone: .gmt),
        BackupsPage(token: FormToken("sample"), state: BackupState(lastMade: nil, lastChecked: nil, concern: .notSet, since: nil),
                    folders: Folders(data: "", keys: "", hasKey: false), runs: [], zone: .gmt),
        BackupsPage(token: FormToken("sample"), state: BackupState(lastMade: .distantPast, lastChecked: nil, concern: .late, since: .distantPast),
                    folders: Folders(data: "/mnt/a", keys: "/mnt/b", hasKey: true), runs: [], zone: .gmt),
        BackupsPage(token: FormToken("sample"), state: BackupState(lastMade: .distantPast, lastChecked: nil, concern: nil, since: nil),
                    folders: Folders(data: "/mnt/a", keys: "/mnt/b", hasKey: true), runs: [], zone: .gmt),
        BackupsPage(token: FormToken("sample"), state: BackupState(lastMade: nil, lastChecked: nil, concern: nil, since: nil),
                    folders: Folders(data: "/mnt/a", keys: "/mnt/b", hasKey: true), runs: [], zone: .gmt),
        BackupsPage(token: FormToken("sample"), state: BackupState(lastMade: .distantPast, lastChecked: nil, concern: .held, since: .distantPast),
                    folders: Folders(data: "/mnt/a", keys: "/mnt/b", hasKey: true), runs: [], zone: .gmt),
    ]

    var title: Message { Message("Backups") }
    private var isSet: Bool { !folders.data.isEmpty && !folders.keys.isEmpty && folders.hasKey }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Each hour the hub writes a copy of everything, sealed so that only the printed backup key opens it. The keys of people are copied apart from the data, and kept for 30 days: after that nothing opens what was erased."))</p>
        \(notice(say))
        \(isSet ? standing(say) : setup(say))
        \(runs.isEmpty ? nil : list(say))
        """
    }

    private func notice(_ say: Speech) -> HTML {
        guard state.concern != nil || state.lastMade != nil else { return "<p>\(say("The first backup is made within the hour."))</p>" }
        guard let concern = state.concern else { return "<div class=\"notice good\"><p>\(Picture("check")) \(say("There is a backup from the last hours."))</p></div>" }
        return """
            <div class="notice \(concern.urgency == .danger ? "bad" : "warn")"><p>\(Picture("warning")) <strong>\(say(concern.title))</strong></p>
            <p>\(say(concern.detail))</p></div>
            """
    }

    private func standing(_ say: Speech) -> HTML {
        """
        <dl class="facts">
        <div><dt>\(say("Data"))</dt><dd><bdi dir="ltr">\(folders.data)</bdi></dd></div>
        <div><dt>\(say("Keys"))</dt><dd><bdi dir="ltr">\(folders.keys)</bdi></dd></div>
        <div><dt>\(say("Last made"))</dt><dd>\(moment(state.lastMade, say))</dd></div>
        <div><dt>\(say("Last read again from end to end"))</dt><dd>\(moment(state.lastChecked, say))</dd></div>
        </dl>
        <form method="post" action="/backups" data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("shield")) \(say("Make a backup now"))</button></div></form>
        """
    }

    private func setup(_ say: Speech) -> HTML {
        """
        <ol>
        <li>\(say("On the hub's machine, make the key that opens the backups, and print it:")) <bdi dir="ltr">tessera backup key</bdi></li>
        <li>\(say("In \("the settings", link: "/settings"), write the two folders: on another disk or machine, and apart from each other."))</li>
        </ol>
        """
    }

    private func list(_ say: Speech) -> HTML {
        """
        <h2>\(say("The last ones"))</h2>
        <ul>\(runs.map { run in
            "<li><bdi>\(say.instant(run.at, in: zone))</bdi>: \(run.problem.map { say($0.message) } ?? say("made, \(megabytes(run.bytes, say), "size") MB"))</li>" as HTML
        })</ul>
        """
    }

    private func moment(_ date: Date?, _ say: Speech) -> HTML { date.map { "<bdi>\(say.instant($0, in: zone))</bdi>" } ?? say("not yet") }
    private func megabytes(_ bytes: Int, _ say: Speech) -> String { say.number(max((bytes + 500_000) / 1_000_000, 1)) }
}

extension BackupState {
    init(lastMade: Date?, lastChecked: Date?, concern: Concern?, since: Date?) {
        (self.lastMade, self.lastChecked, self.concern, self.since) = (lastMade, lastChecked, concern, since)
    }
}
