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
        case .counterSignature: Message("A counter-signature over the first \(first, "number") lines of the log does not fit.")
        case .headGone: Message("Signature number \(first, "number") of the log is missing, though somebody outside has counter-signed it.")
        case .reads: Message("Records of who opened what are not as line \(first, "number") of the log vouches for them.")
        case .heads: Message("Around the signature over the first \(first, "number") lines of the log, a signature is missing or out of order.")
        case .empty: Message("The log is empty, though the hub holds data of people: all of its lines are missing, and every signature over them.")
        }
    }
}

extension CounterSignatureStore.Answer {
    /// Why it was not kept.
    public var message: Message {
        switch self {
        case .kept: Message("It is kept.")
        case .foreign: Message("This is no counter-signature to a state of this log. Paste the whole of it, from the first line to the end of the key.")
        case .otherKey: Message("Somebody of this name has signed with another key before. Ask them, on another way, which key is theirs.")
        }
    }
}
