import Foundation

/// What a command asks of the process that serves the hub, which alone may have its files open: a line in a file of the data folder,
/// and another file with the answer. No secret goes this way.
struct HubRequest: Sendable {
    private let folder: URL, question: URL, answer: URL
    init(data: URL) { (folder, question, answer) = (data, data.appending(path: "request"), data.appending(path: "answer")) }

    private var isAnswered: Bool { FileManager.default.fileExists(atPath: answer.path) }
    private var isAsked: Bool { FileManager.default.fileExists(atPath: question.path) }

    /// Asks, and waits for the answer.
    ///
    /// - Throws: `CommandProblem` with what the hub says, or where it does not answer within that many seconds.
    func ask(_ words: [String], seconds: Int = 900) async throws -> String {
        clear()
        do { try Data(words.joined(separator: "\n").utf8).write(to: question, options: .atomic) } catch {
            throw CommandProblem("The hub that runs can't be asked, because nothing can be written to \(folder.path). Nothing was changed. Look whether its disk is full.")
        }
        // Whoever holds the folder answers, and takes the question away; where either is gone, nobody will.
        for _ in 0..<seconds * 2 where !isAnswered && isAsked && FolderLock.isHeld(folder) { try await Task.sleep(for: .milliseconds(500)) }
        defer { clear() }
        guard let text = try? String(contentsOf: answer, encoding: .utf8) else { throw CommandProblem("The hub that runs gave no answer. Its log says why.") }
        guard text.hasPrefix("done\n") else { throw CommandProblem(String(text.dropFirst("no\n".count))) }
        return String(text.dropFirst("done\n".count))
    }

    /// What is asked; nil for nothing.
    var words: [String]? { (try? String(contentsOf: question, encoding: .utf8))?.split(separator: "\n").map(String.init) }

    func reply(_ result: Result<String, any Error>) throws {
        defer { try? FileManager.default.removeItem(at: question) }
        let text = switch result {
        case .success(let said): "done\n\(said)"
        case .failure(let error): "no\n\(FileFailure.told(error))"
        }
        try Data(text.utf8).write(to: answer, options: .atomic)
    }

    func clear() { [question, answer].forEach { try? FileManager.default.removeItem(at: $0) } }
}
