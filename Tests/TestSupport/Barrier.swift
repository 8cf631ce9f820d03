/// Holds work up at one place until a test opens it.
public actor Barrier {
    private var hasArrived = false, isOpen = false
    private var comers: [CheckedContinuation<Void, Never>] = [], watchers: [CheckedContinuation<Void, Never>] = []

    public init() {}

    /// Called by the work: waits here.
    public func pass() async {
        hasArrived = true
        watchers.forEach { $0.resume() }
        watchers = []
        if !isOpen { await withCheckedContinuation { comers.append($0) } }
    }

    /// Returns once the work is here.
    public func arrived() async {
        if !hasArrived { await withCheckedContinuation { watchers.append($0) } }
    }

    public func open() {
        isOpen = true
        comers.forEach { $0.resume() }
        comers = []
    }
}
