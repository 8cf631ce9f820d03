import Localization
import Storage

/// Why a backup was not made, is not whole, or does not open; each says what to do.
public enum BackupProblem: String, Error, Sendable, CaseIterable {
    /// No key was made to which backups are sealed.
    case noKey = "no_key"
    /// The folder is not there, or can't be written.
    case folder
    case full
    /// The copy of the database is not sound.
    case source
    /// `pg_dump` did not do its work.
    case tool
    /// A file of a backup is missing, was changed, or is another's.
    case damaged
    /// Its signature is not that of this hub.
    case forged
    /// Its folder has another name than the one that was signed.
    case renamed
    /// There is no backup where one should be.
    case missing
    /// Another private key than the one it was sealed to.
    case wrongKey = "wrong_key"
    case other
}

extension BackupProblem {
    /// Why the database gave no copy.
    init(_ problem: StorageProblem) {
        self = switch problem {
        case .damaged: .source
        case .full: .full
        case .unsupported: .tool
        default: .other
        }
    }

    /// For an administrator's page.
    public var message: Message {
        switch self {
        case .noKey: Message("No key was made for the backups yet. Whoever runs the machine makes it there: tessera backup key")
        case .folder: Message("The folder for backups is not there, or the hub may not write to it. Is its disk mounted?")
        case .full: Message("The disk for backups is full. Make room, or set another folder.")
        case .source: Message("The copy of the database was damaged, and so may be the database. Whoever runs the machine should run: tessera doctor")
        case .tool: Message("pg_dump did not do its work. Whoever runs the machine looks whether it is installed, and as new as the database server.")
        case .damaged: Message("A file of a backup is missing or was changed. Look after the disk on which it lies.")
        case .forged: Message("A backup was not signed by this hub. Somebody may have exchanged it.")
        case .renamed: Message("The folder of a backup has another name than it was given. Somebody may have put an old backup in the place of a newer one.")
        case .missing: Message("There is no backup in the folder.")
        case .wrongKey: Message("The backup was sealed to another key.")
        case .other: Message("The backup failed. Whoever runs the machine finds a line in its log.")
        }
    }
}

/// For a console.
extension BackupProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noKey: "No key was made for the backups yet. Make one with: tessera backup key"
        case .folder: "The folder for backups is not there, or can't be written. Is its disk mounted?"
        case .full: "The disk for backups is full. Make room, or name another folder."
        case .source: "The copy of the database was damaged, and so may be the database. Run: tessera doctor"
        case .tool: "pg_dump did not do its work. Is it installed, and as new as the database server? Its own words stand above."
        case .damaged: "The backup is damaged: a file is missing, was changed, or belongs to another one. Use another backup, by --only or --only-keys."
        case .forged: "The backup was not signed by this hub. Do not use it; keep it, and find out who exchanged it."
        case .renamed: "The folder of the backup has another name than it was given, which its manifest says after \"id\". Use another backup, by --only or --only-keys, or give it its name back."
        case .missing: "There is no backup in this folder."
        case .wrongKey: "The backup was sealed to another key than this one. Use the one that was printed when the backups began."
        case .other: "The backup failed."
        }
    }
}
