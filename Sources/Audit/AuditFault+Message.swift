import Localization
import Trust

extension AuditFault {
    /// What is wrong, in a sentence that names the first entry in question.
    public var message: Message {
        let first = String(first), last = String(last)
        return switch kind {
        case .missing: Message("Line \(first, "number") of the log is missing.")
        case .changed: Message("Line \(first, "number") of the log is not as it was written.")
        case .hashes: Message("The check marks kept with line \(first, "number") of the log are not right.")
        case .rewritten where self.first == self.last: Message("Line \(first, "number") of the log is not the one that was signed.")
        case .rewritten: Message("Lines \(first, "first") to \(last, "last") of the log are not those that were signed: the first wrong one is among them.")
        case .signature: Message("The signature over the first \(first, "number") lines of the log is not from this hub.")
        case .heads: Message("Around the signature over the first \(first, "number") lines of the log, a signature is missing or out of order.")
        }
    }
}
