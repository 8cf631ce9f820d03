import House
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Web

/// Engagements and questions as a part of another area's page.
struct LifePart: Part {
    struct Line: Sendable {
        let program: Program?
        let words: Message
        /// With whom, where the reader may know.
        var name: String?
        var button: Message?
        var route: Route?
    }
    let title: Message
    let lines: [Line]

    static let samples = [LifePart(title: Message("Help that goes on"), lines: [
        Line(program: .sample, words: Message("Goes on"), name: "Tom", button: Message("See it"), route: "/my"), Line(program: nil, words: Message("Rests"))])]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <section class="panel"><h2>\(say(title))</h2><ul class="cards">\(lines.map { line in
            """
            <li class="card"><h3>\(Picture(line.program?.picture ?? "people")) \(line.program?.name.html(say) ?? say("Help"))</h3>
            <p>\(say(line.words))\(line.name.map { ": <bdi>\($0)</bdi>" as HTML })</p>
            \(line.route.map { "<p><a class=\"button\" \(.href($0))>\(line.button.map { say($0) } ?? say("See it"))<span class=\"visually-hidden\">: \(line.program?.name.html(say) ?? say("Help"))</span></a></p>" as HTML })</li>
            """ as HTML
        })</ul></section>
        """
    }
}

struct LifePanels: Sendable {
    let parts: LifeParts

    var all: [Panel] { [Panel(on: .own, own), Panel(on: .household, household), Panel(on: .volunteer, volunteer)] }

    /// What waits for the person themselves, and what they are part of; nothing of the other side is opened here.
    @Sendable private func own(_ id: String, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> (any Part)? {
        guard let person = PersonID(id), access.actor.person == person else { return nil }
        let now = hub.now(), organization = access.actor.organization
        var lines: [LifePart.Line] = []
        let asks = try Sharing.unfinished(try db.asks.own(of: person, at: now).filter { $0.organization == organization }, in: db, at: now)
        let programs = try db.asks.programs(of: asks.map(\.match))
        for ask in asks {
            let program = programs[ask.match].flatMap { parts.programs[$0] }
            lines.append(.init(program: program, words: ask.answer == nil ? Message("We have a question for you.") : Message("You said yes. One question is still open: whether you share your first name."), button: Message("See the question"), route: "/my/asks/\(ask.id.text)"))
        }
        let engagements = try db.engagements.own(of: person).filter { $0.organization == organization && $0.status != .ended }
        let waiting = try db.checkIns.waiting(of: engagements.map(\.id)).filter { $0.person == person }
        for engagement in engagements {
            if let question = waiting.first(where: { $0.engagement == engagement.id }) {
                lines.append(.init(
                    program: parts.programs[engagement.program], words: Message("We would like to know how things are."), button: Message("Answer four questions"),
                    route: "/my/check-ins/\(question.id.text)"))
            }
            lines.append(.init(
                program: parts.programs[engagement.program], words: engagement.status.message, button: Message("See it"), route: "/my/engagements/\(engagement.id.text)"))
        }
        return lines.isEmpty ? nil : LifePart(title: Message("What you do together"), lines: lines)
    }

    /// For the case worker: what the household is asked, and who helps it.
    @Sendable private func household(_ id: String, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> (any Part)? {
        guard let id = HouseholdID(id), let household = try db.households.find(id, visibleTo: access.actor) else { return nil }
        let now = hub.now(), isInCare = household.relation(to: access.actor) == .assigned
        guard isInCare else { return nil }
        var lines: [LifePart.Line] = []
        let asks = try Sharing.unfinished(try db.asks.standing(of: id, at: now), in: db, at: now), programs = try db.asks.programs(of: asks.map(\.match))
        for ask in asks {
            let program = programs[ask.match].flatMap { parts.programs[$0] }
            lines.append(.init(program: program, words: ask.answer == nil ? Message("A question waits for their answer.") : Message("They said yes. Whether they share their first name is still to be asked."), button: Message("Ask and record at the desk"), route: "/asks/\(ask.id.text)/desk"))
        }
        let engagements = try db.engagements.of(id), waiting = try db.checkIns.waiting(of: engagements.map(\.id))
        let names = try names(of: engagements.compactMap(\.volunteer), db, &access)
        for engagement in engagements {
            let question = engagement.status == .active ? waiting.first { $0.engagement == engagement.id && $0.side == .need } : nil
            lines.append(.init(
                program: parts.programs[engagement.program], words: engagement.status.message, name: engagement.volunteer.flatMap { names[$0] },
                button: question.map { _ in Message("Ask how it goes, at the desk") }, route: question.map { "/check-ins/\($0.id.text)/desk" }))
        }
        return lines.isEmpty ? nil : LifePart(title: Message("Help that goes on"), lines: lines)
    }

    private func names(of volunteers: [PersonID], _ db: any Connection, _ access: inout Access) throws -> [PersonID: String] {
        guard access.purpose == .casework else { return [:] }
        var names: [PersonID: String] = [:]
        for person in try db.persons.find(volunteers, visibleTo: access.actor) {
            names[person.id] = try access.open(person.givenName, in: person.id.text, of: person.id, as: .matched)
        }
        return names
    }

    /// For the coordinator: what this volunteer is engaged in.
    @Sendable private func volunteer(_ id: String, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> (any Part)? {
        guard let person = PersonID(id), access.actor.holds(.coordinator) else { return nil }
        let engagements = try db.engagements.own(of: person).filter { $0.volunteer == person && $0.organization == access.actor.organization }
        guard !engagements.isEmpty else { return nil }
        return LifePart(title: Message("Engagements"), lines: engagements.map {
            .init(program: parts.programs[$0.program], words: $0.status.message, button: Message("See it"), route: "/engagements/\($0.id.text)")
        })
    }
}
