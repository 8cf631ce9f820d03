import Accounts
import Identity
import Storage
import Trust

extension Access {
    /// Names of staff as people are told them; one query.
    mutating func names(of users: [UserID], in db: any Connection) throws -> [UserID: String] {
        var names: [UserID: String] = [:]
        for member in try db.staff.find(Array(Set(users))) { names[member.user] = try name(of: member) }
        return names
    }
}
