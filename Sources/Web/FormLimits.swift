import Foundation

/// How many forms people may send who are not signed in: from one place, of one kind, and in all.
///
/// A shelter sits behind one address, so a budget is wide, and whoever passes it is slowed down long before anyone is
/// turned away. Places stand here under a keyed name that changes every day, and in memory alone.
public actor FormLimits {
    /// What one form asks of the limits.
    enum Answer: Equatable, Sendable {
        case after(seconds: Double)
        case refused
    }
    private enum Purse: Hashable { case place(String, form: String), form(String), all }

    private let now: @Sendable () -> Date
    private let name: @Sendable (_ text: String) -> String
    private let known: @Sendable () -> [Network]
    private var budgets: [Purse: Budget] = [:]
    private var waiting = 0

    /// Seconds that a form waits at most.
    static let longestWait = 6.0
    /// Forms that may wait at a time: each holds a connection.
    private static let mostWaiting = 200
    private static let mostBudgets = 50_000
    /// Forty at once from one place, and twenty more a minute; known networks have ten times that.
    static let ofPlace = Budget.Rate(most: 40, perSecond: 1.0 / 3), ofForm = Budget.Rate(most: 600, perSecond: 5), ofAll = Budget.Rate(most: 1200, perSecond: 10)
    static let allowance = 10.0

    /// - Parameters:
    ///   - name: a keyed hash of a text.
    ///   - known: networks of the hub's own rooms, and of others where many come from one address.
    public init(now: @escaping @Sendable () -> Date, name: @escaping @Sendable (String) -> String, known: @escaping @Sendable () -> [Network]) {
        (self.now, self.name, self.known) = (now, name, known)
    }

    /// Lets a form pass, at once or after a while; throws where too many were sent.
    func pass(_ form: String, from address: InternetAddress?) async throws {
        guard case .after(let seconds) = take(form, from: address), seconds == 0 || waiting < Self.mostWaiting else { throw WebProblem.tooManyForms }
        guard seconds > 0 else { return }
        waiting += 1
        defer { waiting -= 1 }
        try await Task.sleep(for: .seconds(seconds))
    }

    /// Takes one from each of the three budgets; the tightest of them decides. A network that the hub knows has but its own: a flood from
    /// elsewhere keeps nobody out there.
    func take(_ form: String, from address: InternetAddress?) -> Answer {
        let now = now(), isKnown = address.map { address in known().contains { $0.contains(address) } } ?? false
        if budgets.count >= Self.mostBudgets { forgetFull(at: now) }
        let place = Purse.place(name("\(Int(now.timeIntervalSince1970 / 86_400))|\(address?.neighborhood ?? "")"), form: form)
        let rates = isKnown ? [(place, Self.ofPlace.times(Self.allowance))] : [(place, Self.ofPlace), (.form(form), Self.ofForm), (.all, Self.ofAll)]
        var longest = 0.0
        for (purse, rate) in rates {
            var budget = budgets[purse] ?? Budget(rate, at: now)
            let wait = budget.take(rate, at: now)
            budgets[purse] = budget
            guard let wait else { return .refused }
            longest = max(longest, wait)
        }
        return .after(seconds: longest)
    }

    private func forgetFull(at now: Date) {
        budgets = budgets.filter { purse, budget in
            if case .place = purse { !budget.isFull(Self.ofPlace, at: now) } else { true }
        }
        if budgets.count >= Self.mostBudgets { budgets.removeAll() }
    }
}

extension VisitorContext {
    /// Where a request came from: what the proxy in front saw, if there is one and it stands where ours would; else whoever connected.
    func address(forwarded: String?) -> InternetAddress? {
        let direct = peer.flatMap { InternetAddress($0) }
        guard !settings.isLoopback, settings.isSecure, direct?.isPrivate ?? false, let last = forwarded?.split(separator: ",").last else { return direct }
        return InternetAddress(last.filter { $0 != " " }) ?? direct
    }
}
