import Identity
import Storage

extension PersonStore {
    /// Which organization someone is a person of; nil where nobody knows them.
    package func organization(of person: PersonID) throws -> OrganizationID? {
        try db.value("SELECT organization_id FROM persons WHERE id = \(person)")
    }
}
