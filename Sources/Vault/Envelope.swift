import Crypto
import Foundation

/// A text that only those can open to whom it is addressed: it lies under a key of its own, and that key is sealed to each of them (HPKE, RFC 9180).
///
/// The text is padded to a Padmé size and encrypted with AES-256-GCM; text and keys are bound to table, row and column.
public struct Envelope: Sendable {
    /// In base64url, to be sealed once more under the key of the person it is about, as every field is.
    public let text: String
    /// The key of the text, sealed to each reader: the number of the suite, the encapsulated key and the sealed one, with dots.
    public let keys: [String: String]
    private static let number = 1

    /// - Parameter readers: the public keys of those who may read it, each by a name of its own.
    public init<F: SealedColumn>(_ text: String, as field: F.Type, row: String, to readers: [String: PublicSealingKey]) throws {
        let key = SymmetricKey(size: .bits256), place = Self.place(field, row)
        guard let box = try AES.GCM.seal(Padding.padded(Array(text.utf8)), using: key, authenticating: Array(place.utf8)).combined else { throw KeyProblem.altered }
        self.text = Base64URL.written(box)
        keys = try readers.mapValues { reader in
            var stream = try reader.sealing(for: place)
            let sealed = try key.withUnsafeBytes { try stream.seal(Data($0), as: "key") }
            return [reader.suite.rawValue.description, Base64URL.written(stream.encapsulated), Base64URL.written(sealed)].joined(separator: ".")
        }
    }

    /// Opens a text of this place by the key that was sealed to one of its readers.
    ///
    /// Throws `altered` for what was changed, moved, or is sealed to someone else.
    public static func open<F: SealedColumn>(_ text: String, as field: F.Type, row: String, key sealed: String, by reader: SealingKey) throws(KeyProblem) -> String {
        let parts = sealed.split(separator: ".", omittingEmptySubsequences: false).map(String.init), place = place(field, row)
        guard parts.count == 3, Int(parts[0]) == reader.suite.rawValue, let encapsulated = Base64URL.read(parts[1]), let box = Base64URL.read(parts[2]),
              let bytes = Base64URL.read(text) else { throw .altered }
        var stream = try reader.opening(encapsulated, for: place)
        let key = SymmetricKey(data: try stream.open(box, as: "key"))
        guard let sealed = try? AES.GCM.SealedBox(combined: bytes), let padded = try? AES.GCM.open(sealed, using: key, authenticating: Array(place.utf8)),
              let clear = Padding.stripped(Array(padded)) else { throw .altered }
        return String(decoding: clear, as: UTF8.self)
    }

    /// No table or column holds a `|`, so the row in between cannot pass for another place.
    private static func place<F: SealedColumn>(_ field: F.Type, _ row: String) -> String { "tessera envelope|\(F.table)|\(row)|\(F.column)|\(number)" }
}
