import House
import Identity
import Vault

/// A browser in which someone has signed in before keeps tries of its own: a stranger who guesses elsewhere uses up none of them.
///
/// It is known only once they were all the way in: who knows the password alone could else make as many known browsers as they like, and
/// guess codes in each. Its cookie holds, for the last four people, a random word and a tag that only this hub can make of both; it opens nothing.
struct KnownBrowser: Sendable {
    static let cookie = "known", days = 400
    private static let most = 4
    private let entries: [String]

    init(cookie: String?) {
        entries = (cookie ?? "").split(separator: "~").prefix(Self.most).map(String.init)
    }

    /// The word by which this browser is known for someone; nil where it is not.
    ///
    /// - Parameter name: `Accounts.browserName`.
    func word(for name: String, _ keyring: Keyring) -> String? {
        entries.lazy.compactMap { entry -> String? in
            let parts = entry.split(separator: ".")
            guard parts.count == 2, keyring.verify(String(parts[1]), of: "\(name)|\(parts[0])", for: "known-browser") else { return nil }
            return String(parts[0])
        }.first
    }

    /// The cookie after this person came in.
    func cookie(adding name: String, _ keyring: Keyring) -> String {
        let word = word(for: name, keyring) ?? Secret.token(bytes: 12)
        let entry = "\(word).\(keyring.mac("\(name)|\(word)", for: "known-browser"))"
        return ([entry] + entries.filter { $0 != entry }).prefix(Self.most).joined(separator: "~")
    }
}

extension Accounts {
    /// By what a browser knows someone: the index of their address, since that is known before it is known whose it is; for those without one, their id.
    func browserName(of user: UserID) async throws -> String { try await hub.archive.read { try $0.users.emailIndex(of: user) }?.text ?? user.text }
}
