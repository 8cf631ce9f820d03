import Foundation

/// How many forms people may send who are not signed in: from one place, of one kind, and in all.
///
/// A shelter sits behind one address, so a budget is wide, and whoever passes it is slowed down long before anyone is
/// turned away. Each browser has a narrower one: it runs dry before it empties that of all who share its address. A browser in which
/// somebody came in before has a small reserve besides, which no stranger can spend. Places stand here under a keyed name that changes
/// every day, and in memory alone.
public actor FormLimits {
    /// What one form asks of the limits.
    enum Answer: Equatable, Sendable {
        case after(seconds: Double)
        case refused
    }
    /// Who sends one.
    struct Sender: Sendable {
        let address: InternetAddress?
        /// The name of the browser, which goes with its window; nil where it has none yet.
        var browser: String?
        /// The name of a browser in which somebody came in before; nil where nobody did.
        var known: String?
    }
    private enum Purse: Hashable {
        case known(String, form: String), browser(String, form: String), place(String, form: String), form(String), all

        var rate: Budget.Rate? {
            switch self {
            case .known: FormLimits.ofKnown
            case .browser: FormLimits.ofBrowser
            case .place: FormLimits.ofPlace
            case .form, .all: nil
            }
        }
    }

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
    /// Of one browser, for one form: as many as a family sends that passes a phone around, and ten a minute more.
    static let ofBrowser = Budget.Rate(most: 15, perSecond: 1.0 / 6), ofKnown = Budget.Rate(most: 10, perSecond: 1.0 / 30)

    /// - Parameters:
    ///   - name: a keyed hash of a text.
    ///   - known: networks of the hub's own rooms, and of others where many come from one address.
    public init(now: @escaping @Sendable () -> Date, name: @escaping @Sendable (String) -> String, known: @escaping @Sendable () -> [Network]) {
        (self.now, self.name, self.known) = (now, name, known)
    }

    /// Lets a form pass, at once or after a while; throws where too many were sent.
    func pass(_ form: String, from sender: Sender) async throws {
        guard case .after(let seconds) = take(form, from: sender), seconds == 0 || waiting < Self.mostWaiting else { throw WebProblem.tooManyForms }
        guard seconds > 0 else { return }
        waiting += 1
        defer { waiting -= 1 }
        try await Task.sleep(for: .seconds(seconds))
    }

    func take(_ form: String, from address: InternetAddress?) -> Answer { take(form, from: Sender(address: address)) }

    /// Takes one from each budget; the tightest of them decides. What a browser has in reserve costs nobody else anything. A network that the
    /// hub knows has but its own: a flood from elsewhere keeps nobody out there.
    func take(_ form: String, from sender: Sender) -> Answer {
        let now = now(), address = sender.address, isKnown = address.map { address in known().contains { $0.contains(address) } } ?? false
        if budgets.count >= Self.mostBudgets { forgetFull(at: now) }
        if let known = sender.known, spend(.known(known, form: form), Self.ofKnown, at: now) { return .after(seconds: 0) }
        let place = Purse.place(name("\(Int(now.timeIntervalSince1970 / 86_400))|\(address?.neighborhood ?? "")"), form: form)
        let own = sender.browser.map { [(Purse.browser($0, form: form), Self.ofBrowser)] } ?? []
        let rates = isKnown ? [(place, Self.ofPlace.times(Self.allowance))] : own + [(place, Self.ofPlace), (.form(form), Self.ofForm), (.all, Self.ofAll)]
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

    /// False, and nothing is taken, where nothing is left.
    private func spend(_ purse: Purse, _ rate: Budget.Rate, at now: Date) -> Bool {
        var budget = budgets[purse] ?? Budget(rate, at: now)
        guard budget.has(rate, at: now) else { return false }
        _ = budget.take(rate, at: now)
        budgets[purse] = budget
        return true
    }

    private func forgetFull(at now: Date) {
        budgets = budgets.filter { purse, budget in
            purse.rate.map { !budget.isFull($0, at: now) } ?? true
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
