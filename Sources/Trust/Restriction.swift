import Foundation
import Identity
import Storage

extension Connection {
    public var restrictions: RestrictionStore { RestrictionStore(db: self) }
}

/// People whose data is kept and not used (GDPR, Article 18), at their own request or because only what the law asks for is left of them.
///
/// Set and lifted by `Access`, which decides by it; lists leave these people out by `none`.
public struct RestrictionStore {
    let db: any Connection

    func all() throws -> Set<PersonID> { Set(try db.rows("SELECT person_id FROM restrictions").map { try $0.get("person_id") }) }

    /// Those of these people who are restricted.
    public func among(_ people: [PersonID]) throws -> Set<PersonID> {
        Set(try db.rows("SELECT person_id FROM restrictions WHERE person_id IN \(in: people)").map { try $0.get("person_id") })
    }

    func insert(_ person: PersonID, at now: Date) throws {
        _ = try db.execute("INSERT INTO restrictions (person_id, since) VALUES (\(person), \(now)) ON CONFLICT (person_id) DO NOTHING")
    }

    func remove(_ person: PersonID) throws { _ = try db.execute("DELETE FROM restrictions WHERE person_id = \(person)") }

    /// The condition that leaves restricted people out of a list, by the column that names the person.
    public static func none(of column: SQL) -> SQL { "NOT EXISTS (SELECT 1 FROM restrictions WHERE restrictions.person_id = \(column))" }
}
