/// What a read or a write of personal data is for; declared by the route, checked by `Trust`, kept in every record.
public enum Purpose: String, Sendable, Hashable, CaseIterable {
    /// The person looks at, or changes, what is held about themselves.
    case ownFile = "own_file"
    case casework
    case volunteering
    case matching
    case safeguarding
    /// What someone needs to be protected from, kept for the few who are named to read it.
    case protection
    /// The program itself looks up where a letter goes.
    case messaging
    /// Users, roles, settings.
    case administration
    /// Who opened what, requests, retention.
    case dataProtection = "data_protection"
}
