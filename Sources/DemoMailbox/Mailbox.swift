import Foundation
import Synchronization

/// Every mail that the demo sent, in memory: it goes when the program ends.
public final class Mailbox: Sendable {
    private struct Kept: Sendable { var mails: [ReceivedMail] = [], count = 0 }
    private let kept = Mutex(Kept())
    private let now: @Sendable () -> Date
    private static let most = 2000

    public init(now: @escaping @Sendable () -> Date) { self.now = now }

    /// How many came in all.
    public var count: Int { kept.withLock { $0.count } }

    /// The newest first; the oldest of more than 2,000 are dropped.
    public var mails: [ReceivedMail] { kept.withLock { $0.mails.reversed() } }

    public func mail(_ id: Int) -> ReceivedMail? { kept.withLock { kept in kept.mails.first { $0.id == id } } }

    public func receive(_ raw: String, for recipients: [String]) {
        let at = now()
        kept.withLock { kept in
            kept.count += 1
            kept.mails.append(ReceivedMail(id: kept.count, recipients: recipients, at: at, raw: raw))
            if kept.mails.count > Self.most { kept.mails.removeFirst() }
        }
    }
}
