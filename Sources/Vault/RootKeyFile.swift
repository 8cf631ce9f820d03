/// The file in which a root key lies, as it is or locked by a passphrase, and what is beside it while one key is exchanged for another.
public struct RootKeyFile: Sendable {
    public enum Content: Sendable {
        case plain(RootKey)
        case locked(LockedRootKey)
    }

    public let path: String
    public init(_ path: String) { self.path = path }

    /// Throws `missing`, `exposed`, `wrongLength`, `mistyped`, `damaged`, or `file` with the system's reason.
    public func read() throws(KeyProblem) -> Content { try Self.read(path) }

    /// Puts this in the place of what is there, whole or not at all.
    public func replace(with content: Content) throws(KeyProblem) { try KeyFile(path: path).replace(with: Self.text(content)) }

    /// The key that will take the place of the one here; nil where none is on its way.
    public func next() throws(KeyProblem) -> Content? {
        do { return try Self.read(nextPath) } catch .missing { return nil } catch { throw error }
    }

    /// Lays the next key beside the present one; a next one that never came into force is replaced.
    public func prepare(_ content: Content) throws(KeyProblem) { try KeyFile(path: nextPath).replace(with: Self.text(content)) }

    /// Puts the next key in the place of the present one.
    public func promote() throws(KeyProblem) { try KeyFile(path: nextPath).move(to: path) }

    /// Takes away a next key that never came into force.
    public func forgetNext() { KeyFile(path: nextPath).remove() }

    private var nextPath: String { path + ".next" }

    private static func read(_ path: String) throws(KeyProblem) -> Content {
        let text = try KeyFile(path: path).text()
        guard LockedRootKey.isLocked(text) else { return .plain(try RootKey(printable: text)) }
        guard let locked = LockedRootKey(text: text) else { throw .damaged(file: path) }
        return .locked(locked)
    }

    private static func text(_ content: Content) -> String {
        switch content {
        case .plain(let root): root.printable + "\n"
        case .locked(let locked): locked.text
        }
    }
}
