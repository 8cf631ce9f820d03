import Foundation
import Identity
import Vault

/// Slows down guessing: each address to sign in to has ten tries, and gets one back every thirty seconds; each browser in
/// which its owner has signed in before has as many of its own. Whoever is in has ten for all pages together that ask for their password.
/// Codes are guessed more easily, and their tries come back more slowly. Whoever is right has the try back that it took.
///
/// Never a hard lock, which would let a stranger lock someone out. Places are limited apart, and more widely, since many
/// people of one shelter sit behind one address (`FormLimits`).
public actor SignInGate {
    private struct Account: Hashable { let index: BlindIndex, browser: String?, secondsForOne: Double }
    private var accounts: [Account: Tries] = [:]
    package static let secondsForOne = 30.0
    private let most = 20_000

    /// Takes one try of this account; false where none is left.
    ///
    /// - Parameter browser: the word of a browser that is known for it (`KnownBrowser`).
    package func admits(_ index: BlindIndex, from browser: String? = nil, secondsForOne: Double = secondsForOne, at now: Date) -> Bool {
        let account = Account(index: index, browser: browser, secondsForOne: secondsForOne)
        if accounts.count >= most { forgetFull(at: now) }
        var tries = accounts[account] ?? Tries(at: now)
        let isAdmitted = tries.take(at: now, secondsForOne: secondsForOne)
        accounts[account] = tries
        return isAdmitted
    }

    /// Gives a try back to somebody who was right.
    package func giveBack(_ index: BlindIndex, from browser: String? = nil, secondsForOne: Double = secondsForOne) {
        accounts[Account(index: index, browser: browser, secondsForOne: secondsForOne)]?.giveBack()
    }

    /// One that has all its tries is the same as none.
    private func forgetFull(at now: Date) {
        accounts = accounts.filter { !$0.value.isFull(at: now, secondsForOne: $0.key.secondsForOne) }
        if accounts.count >= most { accounts.removeAll() }
    }
}

/// Tries that are used up by guessing and come back with time.
package struct Tries: Sendable, Equatable {
    package static let most = 10.0
    package private(set) var left: Double
    package private(set) var at: Date

    package init(left: Double = Tries.most, at: Date) { (self.left, self.at) = (left, at) }

    /// Takes one; false where none is left.
    package mutating func take(at now: Date, secondsForOne: Double) -> Bool {
        (left, at) = (refilled(at: now, secondsForOne), now)
        guard left >= 1 else { return false }
        left -= 1
        return true
    }

    fileprivate mutating func giveBack() { left = min(Self.most, left + 1) }

    fileprivate func isFull(at now: Date, secondsForOne: Double) -> Bool { refilled(at: now, secondsForOne) >= Self.most }

    private func refilled(at now: Date, _ secondsForOne: Double) -> Double {
        min(Self.most, left + max(0, now.timeIntervalSince(at)) / secondsForOne)
    }
}
