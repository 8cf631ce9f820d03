import House
import Identity
import TestSupport
@testable import Engagements

extension TestHub {
    /// What someone reads in their own file of what they asked for, in English, a line each.
    func askedFor(_ person: PersonID) async throws -> [String] {
        let reader = Actor(user: hub.newID(), person: person, organization: organization, roles: [.newcomer]), say = hub.catalogs.speech(in: .english)
        let source = FileSource.needs(try ProgramCatalog(hub.resources)), hub = hub
        return try await hub.archive.read(by: reader, for: .ownFile) { db, access in
            try source.read(person, hub, db, &access).map { "\(say.plain($0.name)): \($0.text(say))" }
        }
    }
}
