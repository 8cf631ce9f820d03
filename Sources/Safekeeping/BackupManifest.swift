import Crypto
import Foundation
import Vault

/// What a backup is made of, in lines of text, signed by the hub.
public struct BackupManifest: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable { case data, keys }
    struct Chunk: Sendable, Equatable { let length: Int, hash: String }

    public let id: String
    public let kind: Kind
    public let madeAt: Date
    /// The number of the run that made it, one more than that of any that lay there: what tells the newer of two, whatever a clock says.
    /// Nil in those that were made before there were such numbers.
    public let order: Int?
    /// The version of the hub's key under which the keys of people lay.
    let epoch: Int
    /// Bytes of the file that was backed up.
    public let length: Int
    /// The public key that it is sealed to.
    let recipient: String
    let encapsulated: [UInt8]
    let chunks: [Chunk]

    static let fileName = "manifest"
    /// Without a number of its run, and with one.
    private static let titles = ["tessera backup 1", "tessera backup 2"]

    /// The lines that are signed, each with its line feed.
    private var text: String {
        var lines = [Self.titles[order == nil ? 0 : 1], "id \(id)", "kind \(kind.rawValue)", "made \(Self.instant(madeAt))"]
        if let order { lines.append("order \(order)") }
        lines += ["epoch \(epoch)", "length \(length)", "recipient \(recipient)", "encapsulated \(Data(encapsulated).base64EncodedString())"]
        lines += chunks.map { "chunk \($0.length) \($0.hash)" }
        return lines.map { $0 + "\n" }.joined()
    }

    func signed(by key: SigningKey) throws -> Data {
        Data((text + "signature \(Data(try key.sign(text)).base64EncodedString()) \(key.verifying.text)\n").utf8)
    }

    /// Reads a manifest and checks its signature by the key that it names; whether that is the hub's is for the caller to ask.
    ///
    /// Throws `damaged` or `forged`.
    static func read(_ data: Data) throws(BackupProblem) -> (manifest: BackupManifest, signer: VerifyingKey) {
        let all = String(decoding: data, as: UTF8.self)
        guard Data(all.utf8) == data, let end = all.range(of: "signature ", options: .backwards), all.hasSuffix("\n") else { throw .damaged }
        let text = String(all[..<end.lowerBound]), words = all[end.upperBound...].dropLast().split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let signature = Base64.read(words[0]), let signer = VerifyingKey(text: String(words[1])) else { throw .damaged }
        guard signer.isValid(signature, of: text) else { throw .forged }
        // Only what reads back as it was written, so that one text has one meaning.
        guard let manifest = BackupManifest(text: text), manifest.text == text else { throw .damaged }
        return (manifest, signer)
    }

    private init?(text: String) {
        var lines = text.split(separator: "\n").map(String.init)[...]
        func next(_ name: String) -> String? {
            guard let line = lines.popFirst(), line.hasPrefix(name + " ") else { return nil }
            return String(line.dropFirst(name.count + 1))
        }
        guard let title = lines.popFirst(), Self.titles.contains(title), let id = next("id"), let kind = next("kind").flatMap(Kind.init),
              let made = next("made").flatMap(Self.date) else { return nil }
        let order = title == Self.titles[0] ? nil : next("order").flatMap { Int($0) }
        guard title == Self.titles[0] || order != nil, let epoch = next("epoch").flatMap({ Int($0) }), let length = next("length").flatMap({ Int($0) }), let recipient = next("recipient"),
              let encapsulated = next("encapsulated").flatMap({ Data(base64Encoded: $0) }) else { return nil }
        var chunks: [Chunk] = []
        while let words = next("chunk")?.split(separator: " ") {
            guard words.count == 2, let length = Int(words[0]) else { return nil }
            chunks.append(Chunk(length: length, hash: String(words[1])))
        }
        self.init(id: id, kind: kind, madeAt: made, order: order, epoch: epoch, length: length, recipient: recipient, encapsulated: Array(encapsulated), chunks: chunks)
    }

    init(id: String, kind: Kind, madeAt: Date, order: Int?, epoch: Int, length: Int, recipient: String, encapsulated: [UInt8], chunks: [Chunk]) {
        (self.id, self.kind, self.madeAt, self.order, self.epoch, self.length) = (id, kind, madeAt, order, epoch, length)
        (self.recipient, self.encapsulated, self.chunks) = (recipient, encapsulated, chunks)
    }

    /// What a backup is sealed for, so that a chunk of another opens nothing here.
    static func purpose(_ id: String, _ kind: Kind) -> String { "tessera backup 1|\(id)|\(kind.rawValue)" }

    /// Whether it was made before another, of the data or of the keys: by the numbers of their runs, and where these are the same or there
    /// are none by their times.
    public func isEarlier(than other: BackupManifest) -> Bool {
        let (run, otherRun) = (order ?? 0, other.order ?? 0)
        return run == otherRun ? run == 0 && madeAt < other.madeAt : run < otherRun
    }

    /// Whether its time lies before it: by more than a day, the clock was wrong when it was made, or is now.
    public func isFromTheFuture(at now: Date) -> Bool { madeAt.timeIntervalSince(now) > 86_400 }

    /// In whole seconds: `2026-11-28T13:00:00Z`.
    private static let format = Date.ISO8601FormatStyle()
    private static func instant(_ date: Date) -> String { format.format(date) }
    private static func date(_ text: String) -> Date? { try? format.parse(text) }
}
