/// Why a key could not be read, made or used; each says what to do.
public enum KeyProblem: Error, Hashable, Sendable {
    case missing(file: String)
    /// Others on the machine may read the file.
    case exposed(file: String)
    case alreadyThere(file: String)
    case file(String, reason: String)
    /// A locked root key that is not as it was written.
    case damaged(file: String)
    /// Not the passphrase that locked the root key, or the file was changed.
    case wrongPassphrase
    /// The machine has not the memory that a passphrase takes.
    case outOfMemory
    /// A typed root key of another length than 56 characters.
    case wrongLength(Int)
    /// The check characters do not fit the others, or a character is none of the alphabet.
    case mistyped
    /// The wrapped keys were made under another root key or for another hub.
    case wrongRoot
    /// No key was prepared for the person, or not this version of it.
    case noKey
    /// The person's key was destroyed; what it sealed can never be read again.
    case erased
    /// The sealed value was changed, or was moved here from another row, column, table or person.
    case altered
}

extension KeyProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let file):
            "There is no root key at \(file). Put it there, or make one before the first start."
        case .exposed(let file):
            "Others on this machine can read the key in \(file). Run: chmod 0400 \(file)"
        case .alreadyThere(let file):
            "There is already a file at \(file). A root key is never overwritten; choose another place."
        case .file(let file, let reason):
            "The key at \(file) cannot be used: \(reason)."
        case .damaged(let file):
            "The file \(file) holds no root key as it was written. Put the printed one in its place."
        case .wrongPassphrase:
            "This is not the passphrase of the root key, or its file was changed. Where it is lost, put the printed root key in the file."
        case .outOfMemory:
            "There is too little memory to open the root key by its passphrase."
        case .wrongLength(let count):
            "A printed key has \(Printed.symbols) characters, this one has \(count). Compare it with the printed one."
        case .mistyped:
            "A character of the key is wrong, or it is another key. Compare it with the printed one, group by group."
        case .wrongRoot:
            "This root key does not open the keys of this hub. Use the one this hub was started with."
        case .noKey:
            "No key was prepared for this person. Restore the key file that belongs to these records."
        case .erased:
            "This was erased and cannot be read again."
        case .altered:
            "A sealed value was changed or moved. Compare the records with a backup."
        }
    }
}
