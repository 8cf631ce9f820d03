import House
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Volunteers
import Web

/// What whoever reads it seeks, and what their household lives in and uses together; nothing that staff wrote.
struct OwnNeedsPart: Part {
    struct Item: Sendable {
        let program: Program
        let standing: NeedStanding
    }
    let items: [Item]
    /// By what the hub chooses; nil where nothing waits.
    var policy: Policy?

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <h2 id="own-needs">\(Picture("heart")) \(say("What you asked for"))</h2>
        <ul class="cards">\(items.map { item in
            """
            <li class="card"><h3>\(Picture(item.program.picture)) \(item.program.name.html(say))</h3>
            <p><strong>\(say(item.standing.meaning))</strong> \(say(item.standing.next))</p>
            \(item.program.directoryLink(say).map { "<p>\($0)</p>" as HTML })</li>
            """ as HTML
        })</ul>
        \(policy.map { PolicyNote(policy: $0).html(say) })
        """
    }

    static let samples: [OwnNeedsPart] = {
        func need(_ program: Program) -> Need {
            Need(id: ID(high: 1, low: 5), organization: ID(high: 1, low: 9), household: ID(high: 1, low: 1), person: ID(high: 1, low: 2), program: program.id,
                 urgency: .soon, genderWish: .any, openedOn: Day(number: 20_778), closing: nil)
        }
        let matches: [Match.Status?] = [nil, .asking, .accepted]
        return [OwnNeedsPart(items: NeedStanding.Asked.allCases.map { Item(program: .sample, standing: .forOwner(need(.sample), isForSpecialists: false, match: .asking, asked: $0)) }
            + matches.map { Item(program: .sample, standing: .forOwner(need(.sample), isForSpecialists: false, match: $0)) }
            + [Item(program: .sample, standing: .forOwner(need(.sample), isForSpecialists: false, match: nil, rests: true)), Item(program: .specialistSample, standing: .forOwner(need(.specialistSample), isForSpecialists: true, match: nil))], policy: Policy(aim: .longestWaiting, priorities: [.children]))]
    }()
}

extension Panel {
    /// For members of a household: their own open needs, and those of the home that all of it lives in.
    ///
    /// Whatever else others of the household asked for is theirs to tell, also what was asked for a child: it stands in their own files,
    /// and those who look after a child hear of it from the case worker. A partner is not told by this page who seeks advice or comfort.
    static func ownNeeds(_ programs: ProgramCatalog) -> Panel {
        Panel(on: .own) { id, hub, db, access in
            guard let id = PersonID(id), id == access.actor.person,
                  let household = try db.persons.find(id, visibleTo: access.actor)?.household else { return nil }
            // That another of the household asked for a restriction is theirs to tell, too.
            let needs = try db.needs.list(of: household).filter { need in
                try need.isOpen && (need.person == id || programs[need.program]?.isOfHome == true && !access.isRestricted(need.person))
            }
            let live = try db.matches.live(of: needs.map(\.id), at: hub.now())
            let asked = try db.asks.asked(for: needs.map(\.id), at: hub.now())
            let rests = try Dictionary(needs.map { ($0.id, try access.isRestricted($0.person)) }) { first, _ in first }
            let items = needs.compactMap { need in
                programs[need.program].map {
                    OwnNeedsPart.Item(program: $0, standing: .forOwner(need, isForSpecialists: $0.isForSpecialists, match: live[need.id], asked: asked[need.id], rests: rests[need.id] ?? false))
                }
            }
            let waiting = needs.first { live[$0.id] == nil && rests[$0.id] == false && programs[$0.program].map { !$0.isForSpecialists } ?? false }
            let policy = try waiting.map { try db.policies.inForce(in: $0.organization)?.policy ?? .standard }
            return items.isEmpty ? nil : OwnNeedsPart(items: items, policy: policy)
        }
    }
}
