import Foundation
import Vault

/// Slows down guessing: each address to sign in to has ten tries, and gets one back every thirty seconds.
///
/// Never a hard lock, which would let a stranger lock someone out; and per account, not per place, since many
/// people of one shelter sit behind one address.
actor SignInGate {
    private struct Bucket {
        var tokens: Double
        var at: Date
    }
    private var buckets: [BlindIndex: Bucket] = [:]
    private let size = 10.0, secondsForOne = 30.0, most = 20_000

    /// Takes one try of this account; false where none is left.
    func admits(_ account: BlindIndex, at now: Date) -> Bool {
        if buckets.count >= most { forgetFull(at: now) }
        var bucket = refilled(buckets[account] ?? Bucket(tokens: size, at: now), at: now)
        let isAdmitted = bucket.tokens >= 1
        if isAdmitted { bucket.tokens -= 1 }
        buckets[account] = bucket
        return isAdmitted
    }

    private func refilled(_ bucket: Bucket, at now: Date) -> Bucket {
        Bucket(tokens: min(size, bucket.tokens + max(0, now.timeIntervalSince(bucket.at)) / secondsForOne), at: now)
    }

    /// A full bucket is the same as none.
    private func forgetFull(at now: Date) {
        buckets = buckets.filter { refilled($0.value, at: now).tokens < size }
        if buckets.count >= most { buckets.removeAll() }
    }
}
