import Identity
import Storage

/// How many households each of these case workers has in care, by the organization for which they have them.
public typealias Careload = @Sendable ([UserID], any Connection) throws -> [UserID: [OrganizationID: Int]]

extension Hub {
    /// How many households would wait for another case worker, were one of these no case worker any more.
    public func careload(of users: [UserID], _ db: any Connection) throws -> [UserID: [OrganizationID: Int]] {
        try features.compactMap(\.careload).reduce(into: [:]) { all, load in
            all.merge(try load(users, db)) { $0.merging($1, uniquingKeysWith: +) }
        }
    }
}
