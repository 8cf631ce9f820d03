/// Why a password is refused when it is chosen.
public enum PasswordProblem: Hashable, Sendable {
    /// Fewer than 12 characters.
    case tooShort
    /// More than 128 characters.
    case tooLong
    /// Few different characters, or one piece again and again.
    case repeated
    /// Made of common passwords, of what is known about the person or the hub, of years, runs and rows of keys.
    case guessable
}

/// Why a password could not be hashed or compared now; trying later can help.
public enum PasswordFailure: Error, Hashable, Sendable {
    case tooBusy
    /// The memory for one hash could not be had.
    case outOfMemory
}
