import Crypto

/// How a sealed value lies in its column: layout, key version (2 bytes), nonce (12), ciphertext, tag (16).
///
/// AES-256-GCM with a random nonce (NIST SP 800-38D, section 8.2.2): safe for 2^32 values a key.
enum SealedLayout {
    static let number: UInt8 = 1

    static func seal(
        _ text: String, with key: SymmetricKey, version: KeyVersion, place: (KeyVersion) -> [UInt8]
    ) throws(KeyProblem) -> [UInt8] {
        guard let box = try? AES.GCM.seal(Padding.padded(Array(text.utf8)), using: key, authenticating: place(version)),
              let sealed = box.combined else { throw .altered }
        return [number, UInt8(version >> 8), UInt8(version & 0xFF)] + sealed
    }

    /// The version of the key that a value was sealed with; throws `altered` for another layout.
    static func version(of bytes: [UInt8]) throws(KeyProblem) -> KeyVersion {
        guard bytes.count > 3, bytes[0] == number else { throw .altered }
        return KeyVersion(bytes[1]) << 8 | KeyVersion(bytes[2])
    }

    static func open(_ bytes: [UInt8], with key: SymmetricKey, place: [UInt8]) throws(KeyProblem) -> String {
        guard let box = try? AES.GCM.SealedBox(combined: bytes.dropFirst(3)),
              let padded = try? AES.GCM.open(box, using: key, authenticating: place),
              let text = Padding.stripped(Array(padded)) else { throw .altered }
        return String(decoding: text, as: UTF8.self)
    }

    /// What a value is bound to. No table or column holds a `|`, so the row in between cannot pass for another place.
    static func place<F: SealedColumn>(_ field: F.Type, row: String) -> (KeyVersion) -> [UInt8] {
        place(table: F.table, column: F.column, row: row)
    }

    static func place(table: String, column: String, row: String) -> (KeyVersion) -> [UInt8] {
        { version in Array("\(table)|\(row)|\(column)|\(version)|\(number)".utf8) }
    }
}
