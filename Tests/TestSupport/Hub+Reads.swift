import House
import Identity
import Trust

extension Hub {
    /// Reads as they stand once the job was there: a row in `access_records` for each person.
    public func bindReads() async throws {
        let actor = Actor.program(of: try await ownOrganization()), now = now()
        while try await archive.write(by: actor, for: .dataProtection, { db, access in try db.readSeals.seal(&access, at: now) }).isMore {}
    }
}
