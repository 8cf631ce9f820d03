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

    /// The codes of all who were erased. Of a line with something else in it, as one that was cut off may be, the last word counts.
    public func tags() throws -> Set<String> { Set(try words().compactMap { $0.count > 1 && !Self.isOfLinks($0) ? $0.last : nil }) }

    /// How often whose links were stopped, by their code.
    func stopped() throws -> [String: Int] {
        try words().reduce(into: [:]) { found, words in
            if Self.isOfLinks(words), let series = Int(words[2]) { found[words[3]] = max(series, found[words[3]] ?? 0) }
        }
    }

    /// The numbers of lines that are no whole entry: whoever they named would not be known. A line that the disk cut off is one, too, unless what
    /// is left of it says whom it named, and they were written down again.
    public func faults() throws -> [Int] {
        let all = try words(), whole = all.filter(Self.isWhole)
        return all.enumerated().compactMap { number, words in words.isEmpty || Self.isWhole(words) || whole.contains { Self.tells($0, what: words) } ? nil : number + 1 }
    }

    /// Throws `ErasureListProblem` where a line is damaged, or the file is none that can be read: a restore would bring back whoever it named.
    public func requireWhole() throws {
        if let file, FileManager.default.fileExists(atPath: file), (try? Data(contentsOf: URL(filePath: file))) == nil { throw ErasureListProblem(file: file, lines: [], isUnreadable: true) }
        let faults = try faults()
        if !faults.isEmpty { throw ErasureListProblem(file: file ?? "", lines: faults) }
    }

    /// Whether a whole line tells all that one did that was cut off: a code of which enough is left that no two begin so, and for links as many stops.
    private static func tells(_ whole: [String], what cut: [String]) -> Bool {
        guard whole.count == cut.count, cut.count == 2 || isOfLinks(cut), Day(cut[0]) != nil, let code = cut.last, code.count >= 16 else { return false }
        let isLater = cut.count == 2 || Int(cut[2]).map { $0 <= Int(whole[2]) ?? 0 } ?? false
        return isLater && whole.last.map { $0.count > code.count && $0.hasPrefix(code) } ?? false
    }

    /// A day and a code as `Keyring.mac` writes it, of 32 bytes; between them, for links, how often.
    private static func isWhole(_ words: [String]) -> Bool {
        guard words.count == 2 || isOfLinks(words) && Int(words[2]) != nil, Day(words[0]) != nil else { return false }
        return words.last.flatMap { Base64URL.read($0) }?.count == 32
    }

    /// Adds codes that are not there yet; when this returns, they are on disk.
    public func add(_ new: [String], on day: Day) throws {
        let known = try tags()
        try append(new.filter { !known.contains($0) }.map { "\(day) \($0)" })
    }

    func addStopped(_ tag: String, series: Int, on day: Day) throws { try append(["\(day) \(Self.links) \(series) \(tag)"]) }

    /// True where there is no list, or nobody on it.
    public func isEmpty() throws -> Bool { try words().allSatisfy(\.isEmpty) }

    private static let links = "links"
    private static func isOfLinks(_ words: [String]) -> Bool { words.count == 4 && words[1] == links }

    private func words() throws -> [[String]] {
        guard let file, FileManager.default.fileExists(atPath: file) else { return memory.withLock { $0 }.map { Self.words($0) } }
        let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { Self.words($0) }
    }

    private static func words(_ line: some StringProtocol) -> [String] { String(line).split(separator: Character(" ")).map { String($0) } }

    private func append(_ lines: [String]) throws {
        guard !lines.isEmpty else { return }
        // One at a time, and at the end of the file whoever else writes there: a line that overwrites another loses an erasure.
        try memory.withLock { kept in
            guard let file else { return kept += lines }
            let descriptor = open(file, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true), end = try handle.seekToEnd()
            if end > 0 { try handle.seek(toOffset: end - 1) }
            // A line that was cut off, as by a full disk, has no end: what comes next is no part of it.
            let isTorn = try end > 0 && handle.read(upToCount: 1) != Data("\n".utf8)
            try handle.write(contentsOf: Data(((isTorn ? "\n" : "") + lines.map { "\($0)\n" }.joined()).utf8))
            try handle.synchronize()
        }
    }
}

/// Lines of the list that are no whole entries.
public struct ErasureListProblem: Error, CustomStringConvertible {
    let file: String
    public let lines: [Int]
    /// Whether there is something else in its place, such as a folder.
    var isUnreadable = false

    /// For a console.
    public var description: String {
        isUnreadable ? "The list of erasures, \(file), can't be read: is it a folder, or somebody else's? Put the file there from its newest copy; without it a restore would bring back whoever was erased." : damaged
    }

    private var damaged: String {
        """
        Of the list of erasures and stopped links, \(file), these lines are no whole entries: \(lines.prefix(20).map(String.init).joined(separator: ", ")). \
        Whoever they name would be back. Take another copy of the list. Where there is none: of a line that ends in a code of 43 letters \
        leave the day and that code, take the others out, and run this again.
        """
    }
}

extension Hub {
    /// How many of those whose keys were destroyed are not on the list: a restore would bring them back.
    public func erasedUnlisted() async throws -> Int {
        let tags = try erased.tags()
        return try await keyring.people().count { $0.isErased && !tags.contains(keyring.erasureTag(of: $0.person)) }
    }

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
