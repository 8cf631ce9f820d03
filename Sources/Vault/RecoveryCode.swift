/// A code to come in by once, where the phone with the authenticator app is lost: 24 characters of Crockford's base 32, 120 bits.
public enum RecoveryCode {
    /// How many are made at a time.
    public static let count = 10

    /// A new one, in groups of four characters.
    public static func make() -> String {
        Base32.grouped(Base32.crockford.written(Secret.bytes(15)), by: "-")
    }

    /// What the database keeps of a code as it was typed; the same code of another owner has another hash.
    public static func hash(_ typed: String, of owner: String) -> [UInt8] { Secret.hash("\(owner)|\(Base32.folded(typed))") }
}
