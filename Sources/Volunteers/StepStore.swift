import Foundation
import House
import Identity
import Storage

extension Connection {
    var steps: StepStore { StepStore(db: self) }
}

/// What each open offer waits for, in order: so that a desk finds what is most urgent without reading every offer.
///
/// Made anew in the transaction of each change (`VolunteerChanged`), and every night, since time ends what was shown.
struct StepStore {
    let db: any Connection

    /// One line of the table.
    struct Line: Sendable {
        let person: PersonID, step: NextStep, since: Day, clearUntil: Day?
    }

    /// Makes the lines of these people anew; five queries, and one for each line that differs.
    func renew(_ people: [PersonID], catalog: RoleCatalog, on day: Day, in zone: TimeZone) throws {
        let applications = try db.applications.find(of: people)
        let file = try VolunteerFile(of: applications.map(\.application), in: db, catalog: catalog, on: day)
        let known = try lines(of: people)
        for person in Set(people).subtracting(applications.filter { $0.application.status == .open }.map(\.application.person)) where known[person] != nil {
            _ = try db.execute("DELETE FROM volunteer_steps WHERE person_id = \(person)")
        }
        for (application, organization) in applications where application.status == .open {
            let line = Line(application, file, known: known[application.person], on: day, in: zone)
            if let before = known[application.person], before.step == line.step, before.since == line.since, before.clearUntil == line.clearUntil { continue }
            try put(line, in: organization)
        }
    }

    /// Those whose turn it is, the longest waiting first.
    func list(_ turn: NextStep.Turn, in organization: OrganizationID, before day: Day? = nil, limit: Int) throws -> [Line] {
        try lines("organization_id = \(organization) AND turn = \(turn.rawValue) \(day.map { "AND since < \($0)" as SQL }) ORDER BY since, person_id LIMIT \(limit)")
    }

    func count(_ turn: NextStep.Turn, in organization: OrganizationID, before day: Day? = nil, upTo limit: Int) throws -> Int {
        try db.count("""
            FROM volunteer_steps WHERE organization_id = \(organization) AND turn = \(turn.rawValue) \(day.map { "AND since < \($0)" as SQL })
            """, upTo: limit)
    }

    /// Those who may do a role for so long and no longer, the next to end first.
    func ending(by day: Day, in organization: OrganizationID, limit: Int) throws -> [Line] {
        try lines("organization_id = \(organization) AND clear_until <= \(day) ORDER BY clear_until, person_id LIMIT \(limit)")
    }

    func countEnding(by day: Day, in organization: OrganizationID, upTo limit: Int = .max) throws -> Int {
        try db.count("FROM volunteer_steps WHERE organization_id = \(organization) AND clear_until <= \(day)", upTo: limit)
    }

    func counts(in organization: OrganizationID) throws -> [NextStep.Turn: Int] {
        try db.rows("SELECT turn, count(*) AS people FROM volunteer_steps WHERE organization_id = \(organization) GROUP BY turn").reduce(into: [:]) {
            if let turn = NextStep.Turn(rawValue: try $1.get("turn")) { $0[turn] = try $1.get("people") }
        }
    }

    private func lines(of people: [PersonID]) throws -> [PersonID: Line] {
        Dictionary(try lines("person_id IN \(in: people)").map { ($0.person, $0) }) { first, _ in first }
    }

    private func lines(_ condition: SQL) throws -> [Line] {
        try db.rows("SELECT person_id, step, since, clear_until FROM volunteer_steps WHERE \(condition)").compactMap { row in
            guard let step = NextStep(rawValue: try row.get("step")) else { return nil }
            return Line(person: try row.get("person_id"), step: step, since: try row.get("since"), clearUntil: try row.get("clear_until"))
        }
    }

    private func put(_ line: Line, in organization: OrganizationID) throws {
        _ = try db.execute("""
            INSERT INTO volunteer_steps (person_id, organization_id, step, turn, since, clear_until)
            VALUES (\(line.person), \(organization), \(line.step.rawValue), \(line.step.turn.rawValue), \(line.since), \(line.clearUntil))
            ON CONFLICT (person_id) DO UPDATE SET step = excluded.step, turn = excluded.turn, since = excluded.since, clear_until = excluded.clear_until
            """)
    }
}

extension StepStore.Line {
    /// A step that stays keeps the day on which it began.
    fileprivate init(_ application: Application, _ file: VolunteerFile, known: Self?, on day: Day, in zone: TimeZone) {
        let person = application.person, clearances = file.clearances(of: person).map(\.clearance), unanswered = file.unanswered[person]
        let (step, _) = NextStep.of(clearances, unanswered: unanswered?.count ?? 0, unasked: unanswered?.unasked ?? 0)
        let ends = clearances.compactMap { if case .cleared(let until) = $0 { until } else { nil } }
        let asked = step == .referees ? unanswered?.since.map { Day($0, in: zone) } : nil
        let begun = known == nil ? Day(application.createdAt, in: zone) : day
        self.init(person: person, step: step, since: asked ?? (known?.step == step ? known?.since : nil) ?? begun, clearUntil: ends.min())
    }
}

extension Reaction {
    /// Keeps what offers wait for in step with what was shown.
    static func renewingSteps(_ catalog: RoleCatalog) -> Reaction {
        Reaction(to: VolunteerChanged.self) { event, hub, db, _ in
            let zone = hub.settings.value.zone
            try db.steps.renew([event.person], catalog: catalog, on: Day(hub.now(), in: zone), in: zone)
        }
    }
}

extension Job {
    /// Time ends clearances, and a hub's file of roles may have been replaced: each night every open offer is looked at again.
    static func renewingSteps(_ catalog: RoleCatalog) -> Job {
        Job("volunteers.steps", .daily(hour: 3)) { hub in
            let zone = hub.settings.value.zone, day = Day(hub.now(), in: zone)
            var after: PersonID?
            repeat {
                let last = after
                after = try await hub.archive.write { db in
                    let people = try db.applications.people(after: last, limit: 200)
                    try db.steps.renew(people, catalog: catalog, on: day, in: zone)
                    return people.last
                }
            } while after != nil
        }
    }
}
