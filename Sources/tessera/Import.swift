import ArgumentParser
import Directory
import Foundation
import House
import Identity
import Logging

/// Brings in what a town has already.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import data the town has.",
        subcommands: [HSDS.self, ListCommand<HouseholdList>.self, ListCommand<VolunteerList>.self, ListCommand<PlaceList>.self])

    struct HSDS: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hsds", abstract: "Import a directory: a folder with the CSV files of an HSDS package.")

        @Argument(help: "The folder of the package.") var package: String
        @Flag(help: "Only check; change nothing.") var dryRun = false
        @OptionGroup var place: DataFolder

        func run() async throws {
            let open = try await place.open(logger: Logger(label: "tessera"))
            let report = try await HSDSImport(hub: open.hub).run(
                folder: URL(filePath: package, directoryHint: .isDirectory), isDryRun: dryRun, progress: ProgressLine.show)
            try await open.close()
            try report.show(isDryRun: dryRun)
        }
    }
}

/// Brings in one of the lists that the areas know, by its name.
struct ListCommand<List: ListName>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: List.name,
            abstract: "Import a list of \(List.name): a CSV file, with a mapping of its columns that is drafted where there is none.")
    }

    @OptionGroup var file: ListFile
    @OptionGroup var place: DataFolder

    func run() async throws {
        let csv = try file.table()
        let open = try await place.open(logger: Logger(label: "tessera"))
        guard let list = open.hub.lists.first(where: { $0.name == List.name }) else { throw CommandProblem("This program knows no list of \(List.name).") }
        let mapping = try file.mapping(of: csv, list.fields)
        let actor = Actor.atTheConsole(of: try await open.hub.ownOrganization())
        let report = try await list.run(csv, mapping, file.name, actor, file.dryRun, ProgressLine.show)
        try await open.close()
        try report.show(isDryRun: file.dryRun)
    }
}

/// The name of a list, as the command line and the browser's address have it.
protocol ListName: Sendable {
    static var name: String { get }
}

enum HouseholdList: ListName { static let name = "households" }
enum VolunteerList: ListName { static let name = "volunteers" }
enum PlaceList: ListName { static let name = "places" }

extension ImportReport {
    /// Prints what was found and, last, the counts; ends with 2 where the import was refused.
    func show(isDryRun: Bool) throws {
        let shown = 200
        issues.sorted { $0.isError && !$1.isError }.prefix(shown).forEach { print($0.line) }
        if issues.count > shown { print("... and \(issues.count - shown) more") }
        if isRefused { print("Nothing was changed. Mend the errors above and import again.") }
        if isDryRun { print("Only checked; nothing was changed.") }
        print(lastLine)
        if isRefused { throw ExitCode(2) }
    }
}

/// How far a long piece of work is, on one line that is written over.
enum ProgressLine {
    @Sendable static func show(_ done: Int, _ all: Int) {
        guard isatty(STDERR_FILENO) != 0, all > 0 else { return }
        let width = 30, filled = width * done / all
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        let end = done == all ? "\n" : ""
        FileHandle.standardError.write(Data("\r[\(bar)] \(done) of \(all)\(end)".utf8))
    }
}

/// Words for the operator, written at once even where the output is a file or a pipe.
enum Console {
    static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    /// Apart from what a command answers.
    static func warn(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// From the terminal without showing it, or one line of standard input.
    static func askSecret(_ question: String) -> String? {
        guard isatty(STDIN_FILENO) != 0 else { return readLine() }
        return getpass(question).map { String(cString: $0) }
    }
}
