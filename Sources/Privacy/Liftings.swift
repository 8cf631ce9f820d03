import Foundation
import House
import Identity
import Storage
import Trust

/// How a restriction ends: at once where the person asked for it, otherwise some days after they were told (GDPR, Article 18(3)).
extension DataRequests {
    private func today(_ now: Date) -> Day { Day(now, in: hub.settings.value.zone) }

    /// The person asks that their data is used again.
    func askAgain(by actor: Actor, for purpose: Purpose) async throws {
        let now = hub.now(), today = today(now)
        try await hub.archive.write(by: actor, for: purpose) { db, access in
            guard let request = try db.requests.restriction(of: actor.person), try db.requests.askAgain(request.id, on: today) else { throw RequestProblem.changed }
            try access.record(.useAgainAsked, on: request.id, of: actor.person, at: now, in: db)
        }
    }

    /// The officer lets it end: now where the person asked for that, and otherwise after they were told from when on.
    func lift(_ id: DataRequestID, by actor: Actor) async throws {
        let now = hub.now(), today = today(now)
        try await hub.archive.write(by: actor, for: .dataProtection) { db, access in
            let person = try db.requests.find(id, visibleTo: actor).orNotFound().person.orNotFound()
            guard try access.isRestricted(person), let standing = try db.requests.restriction(of: person), standing.id == id else { throw RequestProblem.changed }
            if standing.againOn != nil { return try end(person, id, on: today, in: db, &access, at: now) }
            guard try db.requests.setLifting(id, on: today.adding(days: DataRequest.tellingDays)) else { throw RequestProblem.changed }
            try tell(person, of: id, "lifts:\(Int(now.timeIntervalSince1970))", in: db, at: now)
            try access.record(.liftingTold, on: id, of: person, fields: ["lifts_on"], at: now, in: db)
        }
    }

    /// Ends those whose day has come.
    func liftDue() async throws {
        let now = hub.now(), today = today(now)
        for request in try await hub.archive.read({ try $0.requests.dueLiftings(on: today) }) {
            try await hub.archive.write(by: .program(of: request.organization), for: .dataProtection) { db, access in
                guard let standing = try db.requests.find(request.id), standing.liftedOn == nil, let day = standing.liftsOn, day <= today,
                      let person = standing.person else { return }
                // Ended otherwise meanwhile, it is not looked at every night.
                guard try access.isRestricted(person) else { return try db.requests.setLifted(request.id, on: today) }
                try end(person, request.id, on: today, in: db, &access, at: now)
            }
        }
    }

    private func end(_ person: PersonID, _ id: DataRequestID, on today: Day, in db: any Connection, _ access: inout Access, at now: Date) throws {
        try db.requests.setLifted(of: person, on: today)
        try access.lift(person)
        try tell(person, of: id, "lifted:\(Int(now.timeIntervalSince1970))", in: db, at: now)
        try access.record(.restrictionLifted, on: id, of: person, at: now, in: db)
        try hub.announce(RestrictionChanged(person, isRestricted: false), in: db, &access)
    }
}

extension Job {
    /// Uses again what people were told is used again from this day on.
    static let liftings = Job("restrictions.lift", .daily(hour: 5)) { try await DataRequests(hub: $0).liftDue() }
}
