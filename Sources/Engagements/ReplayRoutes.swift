import House
import Hummingbird
import Identity
import Trust
import Web

/// A round that was made, checked again.
struct ReplayRoutes: Sendable {
    let hub: Hub

    var door: Door { .roles([.coordinator], .get, "/rounds/:id/replay", for: .matching, show) }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").flatMap { RoundID($0) }.orNotFound()
        let (round, proof, records, rounds) = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let round = try db.rounds.find(id, visibleTo: access.actor).orNotFound(), memory = RoundMemory(db: db)
            let proof = try memory.proof(of: id).orNotFound()
            return (round, proof, try memory.records(of: id, &access), try db.rounds.latest(of: access.actor.organization, limit: 10))
        }
        return context.show(ReplayPage(
            replay: Replay(proof, records, helped: round.served) { Task.isCancelled }, madeAt: round.madeAt, others: rounds.filter { $0.id != id }.map { ($0.id, $0.madeAt) }, zone: context.visitor.face.timeZone))
    }
}

extension RoundMemory {
    /// What opens of the round: nothing of whoever is erased, or whose data is not used.
    func records(of round: RoundID, _ access: inout Access) throws -> [RoundRecord] {
        var records: [RoundRecord] = []
        for kept in try kept(of: round) {
            guard try !access.isRestricted(kept.person) else { continue }
            if let record = RoundRecord(try access.open(kept.pairs, in: kept.id, of: kept.person, as: .sameOrganization)) { records.append(record) }
        }
        return records
    }
}
