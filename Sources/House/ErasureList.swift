import Foundation
import Identity
import Synchronization
import Vault

/// Who was erased, and whose links were stopped, as a restore needs to know it: keyed codes that lead to nobody without the hub's keys and a backup.
///
/// A file of one line for each: the day and the code, and for links between them how often they were stopped. It is kept beside the root
/// key and not in the data folder: a backup of last month can't hold who was erased yesterday. It is only added to; a copy that is a little
/// old is worth little.
public final class ErasureList: Sendable {
    private let file: String?
    /// Where there is no file, as in tests, what was added is kept here alone.
    private let memory = Mutex<[String]>([])

    /// - Parameter file: where it is kept; nil for a list that lasts as long as the program.
    public init(file: String?) { self.file = file }

    /// The codes of all who were erased. Lines that can't be read are passed over.
    public func tags() throws -> Set<String> { Set(try words().compactMap { $0.count == 2 ? $0[1] : nil }) }

    /// How often whose links were stopped, by their code.
    func stopped() throws -> [String: Int] {
        try words().reduce(into: [:]) { found, words in
            if words.count == 4, words[1] == Self.links, let series = Int(words[2]) { found[words[3]] = max(series, found[words[3]] ?? 0) }
        }
    }

    /// Adds codes that are not there yet; when this returns, they are on disk.
    public func add(_ new: [String], on day: Day) throws {
        let known = try tags()
        try append(new.filter { !known.contains($0) }.map { "\(day) \($0)" })
    }

    func addStopped(_ tag: String, series: Int, on day: Day) throws { try append(["\(day) \(Self.links) \(series) \(tag)"]) }

    private static let links = "links"

    private func words() throws -> [[String]] {
        guard let file, FileManager.default.fileExists(atPath: file) else { return memory.withLock { $0 }.map { Self.words($0) } }
        let text = try String(contentsOfFile: file, encoding: .utf8)
        return text.split(separator: Character("\n")).map { Self.words($0) }
    }

    private static func words(_ line: some StringProtocol) -> [String] { String(line).split(separator: Character(" ")).map { String($0) } }

    private func append(_ lines: [String]) throws {
        guard !lines.isEmpty else { return }
        guard let file else { return memory.withLock { $0 += lines } }
        if !FileManager.default.fileExists(atPath: file) {
            guard FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]) else { throw CocoaError(.fileWriteUnknown) }
        }
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(lines.map { "\($0)\n" }.joined().utf8))
        try handle.synchronize()
    }
}

extension Hub {
    /// Erases anew whoever was erased before: for a hub that a backup has brought back to an earlier day, before it is used.
    ///
    /// Everyone of whom anything sealed is held has a key, and so is looked up by it. Answers how many could still be read.
    @discardableResult
    public func reapplyErasures() async throws -> Int {
        let tags = try erased.tags(), actor = Actor.program(of: try await ownOrganization()), now = now()
        let people = try await keyring.people().filter { $0.isErased || tags.contains(keyring.erasureTag(of: $0.person)) }
        for (person, _) in people {
            try await archive.write(by: actor, for: .dataProtection) { db, access in
                _ = try erase(person, in: db, &access, at: now)
            }
        }
        try await destroyKeys()
        return people.count { !$0.isErased }
    }
}
