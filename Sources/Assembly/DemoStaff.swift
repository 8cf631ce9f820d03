import Accounts
import Engagements
import Identity

extension DemoPeople {
    /// Invented colleagues of the cast: the same seed makes the same people.
    func colleagues(_ count: Int) -> [String] {
        var random = SeededRandom(state: 2028)
        return (0..<count).map { _ in
            let pool = random.below(3) > 0 && !local.isEmpty ? random.pick(local) : random.pick(names)
            return "\(random.pick(random.below(3) > 0 ? pool.women : pool.men)) \(random.pick(pool.families))"
        }
    }
}

extension DemoTown {
    /// The coordinator and the case worker of the cast, and, in a larger town, as many colleagues as it takes to supervise all that lives there.
    func fillSupervisors(_ cast: [UserID], _ organization: OrganizationID) async throws -> [UserID] {
        let needed = PastSupervision.people(for: size.pairs, limit: hub.supervisionLimit), names = try people.colleagues(max(0, needed - cast.count))
        var all = cast
        for (number, name) in names.enumerated() {
            all.append(try await Accounts(hub: hub).create(NewUser(
                name: name, email: "colleague\(number + 1)@port-selby.example", password: Accounts.demoPassword,
                roles: [number.isMultiple(of: 2) ? .coordinator : .caseWorker], organization: organization, mustChangePassword: false), by: nil))
        }
        return all
    }
}
