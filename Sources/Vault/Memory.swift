import CSodium

/// What this process remembers, as far as others could come by it.
public enum Memory {
    /// Keeps keys out of core dumps, and other programs of the same user from reading them; to be called before the first key is read.
    ///
    /// - Returns: whether the system did it.
    @discardableResult
    public static func close() -> Bool { tessera_close_memory() == 0 }
}
