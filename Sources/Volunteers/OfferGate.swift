import Foundation

/// Slows down whoever begins one offer after the other: sixty at once, then one every two seconds, for the whole hub.
///
/// Not per place, since many people of one shelter sit behind one address.
actor OfferGate {
    static let secondsForOne = 2
    private let size = 60.0
    private var tokens = 60.0
    private var last = Date.distantPast

    /// Takes one beginning; false where none is left.
    func admits(at now: Date) -> Bool {
        tokens = min(size, tokens + max(0, now.timeIntervalSince(last)) / Double(Self.secondsForOne))
        last = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
