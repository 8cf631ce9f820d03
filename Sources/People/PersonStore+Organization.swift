import Identity
import Storage

extension PersonStore {
    /// Everyone in the actor's care, each with their household.
    package func inCare(of actor: Actor) throws -> [(person: PersonID, household: HouseholdID)] {
        try db.rows("""
            SELECT p.id, p.household_id FROM households h JOIN persons p ON p.household_id = h.id
            WHERE h.worker_id = \(actor.user) AND h.organization_id = \(actor.organization) ORDER BY p.id
            """).map { (try $0.get("id"), try $0.get("household_id")) }
    }

    /// Everyone whom an organization knows.
    func all(of organization: OrganizationID) throws -> [PersonID] {
        try db.rows("SELECT id FROM persons WHERE organization_id = \(organization)").map { try $0.get("id") }
    }

    /// Which organization someone is a person of; nil where nobody knows them.
    package func organization(of person: PersonID) throws -> OrganizationID? {
        try db.value("SELECT organization_id FROM persons WHERE id = \(person)")
    }
}
