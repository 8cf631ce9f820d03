import House
import Identity
import Localization
import Markup
import Storage

/// What a round is made for, where it is not made for everything that is open.
public enum RoundPart: Sendable, Hashable {
    case program(String)
    /// A part of town, by its key in the gazetteer: the needs of households that live there.
    case district(String)

    /// As a form sends it and the table keeps it: `program:mentoring`.
    var text: String {
        switch self {
        case .program(let id): "program:" + id
        case .district(let key): "district:" + key
        }
    }

    /// Nil for a text that was not written so.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.count, parts.first) {
        case (2, "program"): self = .program(parts[1])
        case (2, "district"): self = .district(parts[1])
        default: return nil
        }
    }
}

/// What a part is called.
enum PartName: Sendable {
    case program(LocalWords), place(String)

    /// Nil for what is in neither list any more.
    init?(_ part: RoundPart, _ programs: ProgramCatalog, _ places: [Place]) {
        switch part {
        case .program(let id):
            guard let program = programs[id] else { return nil }
            self = .program(program.name)
        case .district(let key):
            guard let place = places.first(where: { $0.key == key }) else { return nil }
            self = .place(place.name)
        }
    }

    func html(_ say: Speech) -> HTML {
        switch self {
        case .program(let name): name.html(say)
        case .place(let name): "<bdi>\(name)</bdi>"
        }
    }
}

extension OpenMarket {
    /// The market of one part: its needs, and the offers that serve them with the places that others' proposals leave.
    ///
    /// A proposal that a rule stands against by now takes no place.
    /// - Parameter places: the gazetteer.
    func part(_ part: RoundPart, _ places: [Place], _ rules: Rules) -> OpenMarket {
        let point = places.first { .district($0.key) == part }?.point
        let inside = needs.filter { need in
            switch part {
            case .program(let id): need.program == id
            case .district: point != nil && need.place == point
            }
        }
        let ids = Set(inside.map(\.id)), outside = Dictionary(needs.filter { !ids.contains($0.id) }.map { ($0.id, $0) }) { first, _ in first }, programs = Set(inside.map(\.program))
        let known = Dictionary(offers.map { ($0.id, $0) }) { first, _ in first }
        var people: [GiverID: Headcount] = [:]
        let taken = standing.reduce(into: [GiverID: Int]()) { taken, key in
            guard let need = outside[key.need], let offer = known[key.offer], rules.allows(need, offer, rule: pairRules[key]) else { return }
            taken[offer.giver, default: 0] += 1
            people[offer.giver, default: Headcount()] = people[offer.giver, default: Headcount()] + need.household
        }
        return OpenMarket(
            needs: inside, offers: offers.filter { programs.contains($0.program) }.map { $0.less(taken[$0.giver] ?? 0, people[$0.giver] ?? Headcount()) }, pairRules: pairRules,
            standing: standing, footing: footing, changes: changes, adopted: adopted)
    }
}

extension RoundStore {
    /// Lets the new round take over what the one before says of needs that are not in it.
    ///
    /// It keeps saying which round said so first: by that one's policy, and with that one's proof.
    func carry(from old: RoundID, to new: RoundID, but needs: [NeedID]) throws {
        for few in needs.chunked(by: 500) { _ = try db.execute("DELETE FROM proposals WHERE round_id = \(old) AND need_id IN \(in: few)") }
        _ = try db.execute("""
            UPDATE proposals SET made_in = COALESCE(made_in, round_id), round_id = \(new), place = place + \(needs.count) WHERE round_id = \(old)
            """)
    }
}

extension Migration {
    /// Rounds for one part of what is open, and which round first said what a later one only carries on.
    static let roundParts = Migration(
        id: "engagements-013-round-parts",
        sql: [
            "ALTER TABLE rounds ADD COLUMN part TEXT CONSTRAINT round_part CHECK (part LIKE 'program:_%' OR part LIKE 'district:_%')",
            "ALTER TABLE proposals ADD COLUMN made_in TEXT REFERENCES rounds (id)",
        ],
        sqlite: ["CREATE TRIGGER rounds_part_stays BEFORE UPDATE OF part ON rounds BEGIN SELECT RAISE(ABORT, 'append-only'); END"],
        postgres: ["CREATE TRIGGER rounds_part_stays BEFORE UPDATE OF part ON rounds FOR EACH ROW EXECUTE FUNCTION refuse_change()"])
}
