/// Why the log does not verify, and which entries it is about.
public struct AuditFault: Error, Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// No entry has the first number, and one has a later number or a signature covers it.
        case missing
        /// The entry is not the one that was numbered.
        case changed
        /// The hashes that stand with the entry are not those of the tree.
        case hashes
        /// The entries are not those that were signed: one was changed, dropped, added or moved, and all hashes made to fit.
        case rewritten
        /// The head over the entries was not signed by this hub.
        case signature
        /// What someone outside is said to have signed about a head was not signed by them.
        case counterSignature = "counter_signature"
        /// A head is missing that someone outside has signed; its number stands in place of that of an entry.
        case headGone = "head_gone"
        /// Reads that the entry vouches for are not as they were, are gone before their time, or were put in.
        case reads
        /// A head is missing, or is older or smaller than the one before it.
        case heads
        /// There is no entry and no head over any, though the hub holds what was never put there without an entry.
        case empty
    }
    public let kind: Kind
    /// The first and the last entry in question; the first bad one is among them. One entry and the same for all but `rewritten`.
    public let first: Int, last: Int

    public init(_ kind: Kind, _ first: Int, through last: Int? = nil) { (self.kind, self.first, self.last) = (kind, first, last ?? first) }
}
