import Crypto
import Identity

extension Keyring {
    /// The index of a value in a column, HMAC-SHA-256 under the column's own key; fold the value first (`Folding`).
    ///
    /// `column` is a name unique in the program, such as `persons.phone`.
    public func blindIndex(_ value: String, column: String) -> BlindIndex {
        BlindIndex(Self.code(value, hub.blindIndex(column: column)))
    }

    /// A tag (base64url, 43 characters) that only this hub can make, for this purpose only.
    public func mac(_ text: String, for purpose: String) -> String {
        Base64URL.written(Self.code(text, hub.mac(purpose: purpose)))
    }

    /// Whether `tag` is the one `mac` makes; takes the same time wherever they differ.
    public func verify(_ tag: String, of text: String, for purpose: String) -> Bool {
        guard let bytes = Base64URL.read(tag) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            bytes, authenticating: Array(text.utf8), using: hub.mac(purpose: purpose))
    }

    /// A name for a person in logs: 32 hex digits, the same every time, meaningless without this keyring.
    public func pseudonym(of person: PersonID) -> String {
        var code = hub.pseudonym
        code.update(data: Array(person.text.utf8))
        return Hex.written(code.finalize().prefix(16))
    }

    private static func code(_ text: String, _ key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
    }
}
