import House
import Identity
import Web

extension Hub {
    /// The person named in the address and their household, where it is in the actor's care; what is of the organization but in
    /// another's care is refused.
    ///
    /// - Parameter evenRestricted: for what protects somebody whose data is kept and not used, and opens nothing of it.
    func personInCare(_ context: SignedInContext, evenRestricted: Bool = false) async throws -> (PersonID, HouseholdID) {
        let id = try context.parameter("id").flatMap { PersonID($0) }.orNotFound(), actor = context.actor
        return try await archive.read { db in
            let person = try db.persons.find(id, visibleTo: actor, evenRestricted: evenRestricted).orNotFound()
            let home = try person.household.orNotFound()
            let household = try db.households.find(home, visibleTo: actor).orNotFound()
            guard household.relation(to: actor) == .assigned else { throw Refusal.forbidden }
            return (id, home)
        }
    }
}
