import Identity
import Vault

/// A browser in which someone has signed in before keeps tries of its own: a stranger who guesses elsewhere uses up none of them.
///
/// Its cookie holds, for the last four addresses, a random word and a tag that only this hub can make of both; it opens nothing.
struct KnownBrowser: Sendable {
    static let cookie = "known", days = 400
    private static let most = 4
    private let entries: [String]

    init(cookie: String?) {
        entries = (cookie ?? "").split(separator: "~").prefix(Self.most).map(String.init)
    }

    /// The word by which this browser is known for an address; nil where it is not.
    func word(for email: String, _ keyring: Keyring) -> String? {
        entries.lazy.compactMap { entry -> String? in
            let parts = entry.split(separator: ".")
            guard parts.count == 2, keyring.verify(String(parts[1]), of: Self.text(email, String(parts[0])), for: "known-browser") else { return nil }
            return String(parts[0])
        }.first
    }

    /// The cookie after someone signed in with this address.
    func cookie(adding email: String, _ keyring: Keyring) -> String {
        let word = word(for: email, keyring) ?? Secret.token(bytes: 12)
        let entry = "\(word).\(keyring.mac(Self.text(email, word), for: "known-browser"))"
        return ([entry] + entries.filter { $0 != entry }).prefix(Self.most).joined(separator: "~")
    }

    private static func text(_ email: String, _ word: String) -> String { "\(Folding.email(email))|\(word)" }
}
