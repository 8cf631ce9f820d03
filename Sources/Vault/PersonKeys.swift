import Crypto

/// The keys of one person, unwrapped when first needed.
struct PersonKeys: Sendable {
    private enum State: Sendable {
        case wrapped(WrappedKey)
        case open(SymmetricKey)
    }

    private var states: [KeyVersion: State] = [:]
    private(set) var isErased = false
    /// The version that seals; 0 before the first.
    private(set) var newest: KeyVersion = 0

    /// Learns a stored key. A destroyed one closes all others; one already known stays as it is.
    mutating func learn(_ stored: WrappedKey) {
        if stored.bytes == nil { erase() }
        guard !isErased, states[stored.version] == nil else { return }
        states[stored.version] = .wrapped(stored)
        newest = max(newest, stored.version)
    }

    mutating func erase() {
        states = [:]
        isErased = true
    }

    /// Throws `erased`, `noKey` or `wrongRoot`.
    mutating func key(_ version: KeyVersion, under hub: SymmetricKey) throws(KeyProblem) -> SymmetricKey {
        switch states[version] {
        case .open(let key): return key
        case .wrapped(let stored):
            let key = try stored.key(under: hub)
            states[version] = .open(key)
            return key
        case nil: throw isErased ? .erased : .noKey
        }
    }
}
