import Foundation
import Identity
import Localization
import Synchronization
import Web

public enum ImportRunKind: Sendable {}
public typealias ImportRunID = ID<ImportRunKind>

/// A list on its way in: the file that someone chose, and how far it has come.
struct ImportRun: Sendable {
    enum Stage: Sendable {
        case working(ImportWork)
        /// Looked at, and to be taken in or looked at in another way.
        case checked(header: [String], CSVMapping, ImportSummary)
        case done(ImportSummary)
        case failed(ImportProblem)
    }
    let id: ImportRunID
    /// Who chose the file; nobody else sees the run.
    let actor: Actor
    /// The last part of the list's address, such as `households`.
    let list: String
    /// What the file is called.
    let name: String
    /// Empty once it is done with.
    var file: [UInt8]
    var stage: Stage
    var touchedAt: Date

    var isWorking: Bool { if case .working = stage { true } else { false } }
}

/// A piece of work under way: how far it is, and whether it was told to stop.
final class ImportWork: Sendable {
    /// Whether the list is taken in, not only looked at.
    let isReal: Bool
    private let state = Mutex((done: 0, all: 0, isStopped: false))

    init(isReal: Bool) { self.isReal = isReal }

    /// Rows done, and all rows; 0 of 0 until it is known how many there are.
    var rows: (done: Int, all: Int) { state.withLock { ($0.done, $0.all) } }

    func stop() { state.withLock { $0.isStopped = true } }

    /// - Throws: `CancellationError` where it was told to stop, so that a transaction it is thrown through is undone.
    func tell(_ done: Int, of all: Int) throws {
        let isStopped = state.withLock { state in
            (state.done, state.all) = (done, all)
            return state.isStopped
        }
        if isStopped { throw CancellationError() }
    }
}

/// Why a list was not looked at or not taken in.
struct ImportProblem: Explained {
    let message: Message
    let status: Status
    var retryAfter: Int? { status == .serviceUnavailable ? 60 : nil }

    init(_ message: Message, _ status: Status = .unprocessableContent) { (self.message, self.status) = (message, status) }

    static let noRows = ImportProblem(Message("There are no rows in this file. Choose a CSV file with a line of column names."))
    static let noList = ImportProblem(Message("This is no CSV file. Open the list in your spreadsheet program and save it as CSV UTF-8."), .unsupportedMediaType)
    static let tooMany = ImportProblem(Message("Several lists are under way right now. Wait a minute, then choose yours again."), .serviceUnavailable)
    static let broken = ImportProblem(
        Message("This list could not be read to its end, and nothing of it was taken in. Choose it again. What is here already is not taken in twice."), .internalServerError)
}
