import Foundation
import House
import Identity
import Storage
import Volunteers

extension OfferStore {
    /// Makes the offers of volunteers what follows from the roles they asked for: of one person, or of a whole organization.
    ///
    /// Whoever comes new has a place for one match. Opened and closed is what differs; three queries where nothing does.
    package func follow(_ organization: OrganizationID, person: PersonID? = nil, programs: ProgramCatalog, hub: Hub) throws {
        let asked = try db.applications.openRoles(in: organization, of: person)
        var wanted: [PersonID: Set<String>] = [:]
        for (one, roles) in asked { wanted[one] = Set(programs.programs(of: roles).map(\.id)) }
        let scope: SQL = person.map { "person_id = \($0)" } ?? "organization_id = \(organization) AND person_id IS NOT NULL"
        var givers: [PersonID: GiverID] = [:]
        for giver in try self.givers(scope) { if let person = giver.person { givers[person] = giver.id } }
        try close(unwanted: wanted, scope, at: hub.now())
        try open(wanted, givers, scope, in: organization, hub)
    }

    private func close(unwanted wanted: [PersonID: Set<String>], _ scope: SQL, at now: Date) throws {
        let open = try pairs("o.is_open AND g.id IN (SELECT id FROM givers WHERE \(scope))")
        let surplus = open.filter { pair in pair.giver.person.map { !(wanted[$0]?.contains(pair.offer.program) ?? false) } ?? false }
        for few in surplus.map(\.offer.id).chunked(by: 500) { try setOpen(false, few, at: now) }
    }

    private func open(_ wanted: [PersonID: Set<String>], _ givers: [PersonID: GiverID], _ scope: SQL, in organization: OrganizationID, _ hub: Hub) throws {
        let now = hub.now()
        var known: [GiverID: [String: Offer]] = [:]
        for (offer, giver) in try pairs("g.id IN (SELECT id FROM givers WHERE \(scope))") { known[giver.id, default: [:]][offer.program] = offer }
        for (person, programs) in wanted.sorted(by: { $0.key < $1.key }) where !programs.isEmpty {
            let giver = givers[person] ?? hub.newID()
            if givers[person] == nil {
                try insert(Giver(id: giver, organization: organization, person: person, title: nil, capacity: 1), district: nil, times: [], at: now)
            }
            for program in programs.sorted() {
                switch known[giver]?[program] {
                case nil: try insert(Offer(id: hub.newID(), giver: giver, organization: organization, program: program, isOpen: true), at: now)
                case let offer? where !offer.isOpen: try setOpen(true, [offer.id], at: now)
                case _?: continue
                }
            }
        }
    }
}
