import Identity
import Storage
import Trust

/// Whether someone is under 18 on a day, or may be, where an area keeps apart from the person when they were born; nil where it knows nothing, or the
/// actor may not ask.
public typealias ToldChild = @Sendable (PersonID, Relation, Day, any Connection, inout Access) throws -> Bool?

extension Hub {
    /// What the first area says that knows.
    public func toldChild(_ person: PersonID, as relation: Relation, on today: Day, _ db: any Connection, _ access: inout Access) throws -> Bool? {
        for told in features.compactMap(\.toldChild) {
            if let isChild = try told(person, relation, today, db, &access) { return isChild }
        }
        return nil
    }
}
