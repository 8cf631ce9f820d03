import Crypto

/// The keys of one person, unwrapped when first needed.
struct PersonKeys: Sendable {
    private enum State: Sendable {
        case wrapped(WrappedKey)
        case open(SymmetricKey)
    }

    /// Of the newest version; kept apart because most people have but one, and a dictionary each would cost at start.
    private var state: State?
    private var older: [KeyVersion: State] = [:]
    private(set) var isErased = false
    /// The version that seals; 0 before the first.
    private(set) var newest: KeyVersion = 0

    /// Learns a stored key. A destroyed one closes all others; one already known stays as it is.
    mutating func learn(_ stored: WrappedKey) {
        if stored.bytes == nil { erase() }
        guard !isErased, stored.version != newest, older[stored.version] == nil else { return }
        if stored.version > newest {
            older[newest] = state
            (newest, state) = (stored.version, .wrapped(stored))
        } else {
            older[stored.version] = .wrapped(stored)
        }
    }

    mutating func erase() {
        (state, older, newest) = (nil, [:], 0)
        isErased = true
    }

    func has(_ version: KeyVersion) -> Bool { version == newest ? state != nil : older[version] != nil }

    /// Throws `erased`, `noKey` or `wrongRoot`.
    mutating func key(_ version: KeyVersion, under hub: HubKeys) throws(KeyProblem) -> SymmetricKey {
        switch version == newest ? state : older[version] {
        case .open(let key): return key
        case .wrapped(let stored):
            let key = try stored.key(under: hub)
            if version == newest { state = .open(key) } else { older[version] = .open(key) }
            return key
        case nil: throw isErased ? .erased : .noKey
        }
    }
}
