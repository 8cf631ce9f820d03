import Accounts
import Audit
import Directory
import Engagements
import House
import People
import Post
import Privacy
import Protection
import Safekeeping
import Safety
import Volunteers

extension [Feature] {
    /// Every area of the program, in the order of their imports.
    public static func all(_ resources: Resources) throws -> [Feature] {
        let areas: [Feature] = try [
            .desk, .accounts, .directory(resources), .people(resources), .volunteers(resources), .engagements(resources), .safety, .protection, .privacy, .audit, .safekeeping, .post, .settings,
        ]
        return try areas.keeping(resources)
    }
}
