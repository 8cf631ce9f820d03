import FoundationEssentials
import Identity

extension Keyring {
    /// The key that signs for this use, such as `audit`; made when first asked for, and the same ever after.
    ///
    /// Random, and kept with the wrapped keys of people, sealed under a key that follows from the root key. Throws
    /// `KeyProblem.altered` where it was sealed under another root key, and what the database throws.
    public func signingKey(for use: String, at date: Date) async throws -> SigningKey {
        let name = "signing|\(use)"
        if let sealed = try await keys.read({ try KeyStore(db: $0).hubKey(name) }) { return try SigningKey(secret: openSecret(sealed, as: name)) }
        let fresh = try sealSecret(SigningKey().secret, as: name)
        let sealed = try await keys.write { db in
            try KeyStore(db: db).insertHubKey(name, sealed: fresh, at: date)
            return try KeyStore(db: db).hubKey(name) ?? fresh
        }
        return try SigningKey(secret: openSecret(sealed, as: name))
    }
}
