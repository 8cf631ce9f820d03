import Accounts
import Foundation
import House
import Identity
import Localization
import Messaging
import Storage
import Trust
import Vault

extension Letter {
    /// It reaches whoever asked that their data is not used, too.
    static let requestNews = Letter(
        "request.news", subject: Message("About what you asked"), [Message("There is news about what you asked of us. The page says what it is.")],
        button: Message("See it"), for: .dataProtection)
}

/// What is done with requests, each in one transaction with what the person is told.
struct DataRequests: Sendable {
    let hub: Hub
    private var today: Day { Day(hub.now(), in: hub.settings.value.zone) }

    /// - Parameter user: who wrote it down at the desk; nil where the person did themselves.
    func make(_ form: DataRequestForm, of person: PersonID, writtenBy user: UserID?, by actor: Actor, for purpose: Purpose) async throws -> DataRequestID {
        let id: DataRequestID = hub.newID(), now = hub.now(), today = today, kind = try form.kind.orNotFound()
        // Whoever was never sealed anything of, such as a new user, has a key from now on.
        try await hub.keyring.prepare([person], at: now)
        let words = form.words.isEmpty ? nil : try hub.keyring.seal(form.words, as: RequestWords.self, row: id.text, of: person)
        let new = DataRequest(
            id: id, organization: actor.organization, person: person, kind: kind, channel: user == nil ? .own : .desk, askedOn: today,
            dueOn: DataRequest.due(today), words: words, prolongedOn: nil, reason: nil, answeredOn: nil, outcome: nil, answer: nil, kept: [], keptUntil: nil)
        do {
            try await hub.archive.write(by: actor, for: purpose) { db, access in
                try db.requests.insert(new, by: user)
                try access.record(.requestMade, on: id, of: person, fields: ["kind"], at: now, in: db)
            }
        } catch StorageProblem.unique { throw RequestProblem.another }
        return id
    }

    /// Takes two more months, and tells why.
    func prolong(_ id: DataRequestID, because reason: String, by actor: Actor) async throws {
        let now = hub.now(), today = today, hub = hub
        try await hub.archive.write(by: actor, for: .dataProtection) { db, access in
            let request = try db.requests.find(id, visibleTo: actor).orNotFound(), person = try request.person.orNotFound()
            guard request.canBeProlonged(on: today) else { throw RequestProblem.tooLate }
            let sealed = try hub.keyring.seal(reason, as: RequestReason.self, row: id.text, of: person)
            guard try db.requests.prolong(request, sealed, on: today) else { throw RequestProblem.changed }
            try tell(person, of: id, "prolonged", in: db, at: now)
            try access.record(.requestProlonged, on: id, of: person, fields: ["due_on"], at: now, in: db)
        }
    }

    /// Answers; what was granted is carried out in the same transaction.
    func answer(_ id: DataRequestID, _ outcome: DataRequest.Outcome, _ words: String, by actor: Actor) async throws {
        let now = hub.now(), today = today, hub = hub
        try await hub.archive.write(by: actor, for: .dataProtection) { db, access in
            let request = try db.requests.find(id, visibleTo: actor).orNotFound(), person = try request.person.orNotFound()
            let sealed = try hub.keyring.seal(words, as: RequestAnswer.self, row: id.text, of: person)
            guard try db.requests.answer(id, outcome, sealed, by: actor.user, on: today, at: now) else { throw RequestProblem.changed }
            try access.record(.requestAnswered, on: id, of: person, fields: ["outcome"], at: now, in: db)
            switch (request.kind, outcome) {
            case (.erasure, .done): try erase(person, request, in: db, &access, at: now)
            case (.restriction, .done): try restrict(person, in: db, &access, at: now)
            default: break
            }
            // Whoever was erased has no address any more: the page that they were given shows it.
            if request.kind != .erasure || outcome != .done { try tell(person, of: id, "answered", in: db, at: now) }
        }
    }

    private func restrict(_ person: PersonID, in db: any Connection, _ access: inout Access, at now: Date) throws {
        if try access.isRestricted(person) { try db.requests.forgetLifting(of: person) }
        try access.record(.restrictionSet, on: "restriction", of: person, at: now, in: db)
        try access.restrict(person, at: now)
        try hub.announce(RestrictionChanged(person, isRestricted: true), in: db, &access)
    }

    private func erase(_ person: PersonID, _ request: DataRequest, in db: any Connection, _ access: inout Access, at now: Date) throws {
        guard try !db.staff.works(person) else { throw RequestProblem.works }
        guard try db.holds.live(of: [person], on: today).isEmpty else { throw RequestProblem.held }
        let kept = try hub.erase(person, in: db, &access, at: now), ends = kept.map(\.until)
        try db.requests.setKept(kept.map(\.kind.name), until: ends.contains(nil) ? nil : ends.compactMap(\.self).max(), of: request.id)
    }

    func tell(_ person: PersonID, of id: DataRequestID, _ what: String, in db: any Connection, at now: Date) throws {
        try db.outbox.post(.requestNews, to: person, opening: "/requests/of/\(id.text)", isPersonal: true, key: "request:\(id.text):\(what)", notBefore: now, at: now)
    }
}
