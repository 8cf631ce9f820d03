import House
import People
import Volunteers

/// What the life of matches needs of the town's own data.
struct LifeParts: Sendable {
    let programs: ProgramCatalog
    let roles: RoleCatalog
    let notices: Notices

    init(_ resources: Resources) throws {
        (programs, roles, notices) = (try ProgramCatalog(resources), try RoleCatalog(resources), try Notices(resources))
    }
}
