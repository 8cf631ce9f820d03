import Identity
import Storage
import Trust

/// When someone was born as an area keeps it apart from the person, such as `1990`; nil where it knows nothing, or the actor may not ask.
public typealias ToldBirth = @Sendable (PersonID, Relation, any Connection, inout Access) throws -> String?

extension Hub {
    /// What the first area says that knows.
    public func toldBirth(of person: PersonID, as relation: Relation, _ db: any Connection, _ access: inout Access) throws -> String? {
        for told in features.compactMap(\.toldBirth) {
            if let birth = try told(person, relation, db, &access) { return birth }
        }
        return nil
    }
}
