import Identity
import Storage
import Trust

extension FieldEntry {
    /// By which column a table of the register names the person of each row; nil where it names none by itself.
    static func personColumn(of table: String) -> String? {
        switch table {
        case "persons": "id"
        case "engagements": "newcomer_id"
        // Rows of a household, an engagement, a need, a user or the public directory: who they are about stands elsewhere, too.
        case "households", "handovers", "matches", "engagement_meetings", "engagement_flags", "sessions", "second_factors", "passkeys", "contacts", "access_records", "opened_reads", "need_times", "offers", "giver_times",
             "match_facts", "match_fact_languages", "match_fact_times", "match_fact_absences": nil
        default: "person_id"
        }
    }

    /// Everyone of whom this table of the register holds something.
    static func people(in table: String, _ db: any Connection) throws -> [PersonID] {
        guard let column = personColumn(of: table) else { return [] }
        let name = SQL(identifier: column)
        return try db.rows("SELECT DISTINCT \(name) AS person FROM \(SQL(identifier: table)) WHERE \(name) IS NOT NULL ORDER BY person").map { try $0.get("person") }
    }
}
