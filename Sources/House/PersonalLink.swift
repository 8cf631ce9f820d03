import Vault

extension Hub {
    /// A path that opens without signing in: its last part is a key that only this hub can make, for this path alone.
    ///
    /// It opens as long as what stands behind it allows, which each area says for its own; nothing of it is stored.
    public func personalLink(_ path: String) -> String { "\(path)/\(keyring.mac(path, for: "personal-link"))" }

    /// Whether this key is the one that opens the path.
    public func isKey(_ key: String, of path: String) -> Bool { keyring.verify(key, of: path, for: "personal-link") }
}
