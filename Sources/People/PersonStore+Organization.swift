import Identity
import Storage

extension PersonStore {
    /// Everyone whom an organization knows.
    func all(of organization: OrganizationID) throws -> [PersonID] {
        try db.rows("SELECT id FROM persons WHERE organization_id = \(organization)").map { try $0.get("id") }
    }

    /// Which organization someone is a person of; nil where nobody knows them.
    package func organization(of person: PersonID) throws -> OrganizationID? {
        try db.value("SELECT organization_id FROM persons WHERE id = \(person)")
    }
}
