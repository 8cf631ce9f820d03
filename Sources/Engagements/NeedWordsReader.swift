import House
import Identity
import Localization
import People
import Storage
import Trust
import Volunteers

/// What one row of a list of households says of needs.
struct ListedNeeds: Sendable, ListWords {
    let programs: [String]
    let urgency: Need.Urgency
    let wish: Need.GenderWish
    let times: [WeeklySlot]
    /// Nil where the list says nothing of it.
    let access: Need.Access?
}

extension ListReader {
    /// Reads the columns of needs; a cell that can't be read is told and kept as it stands.
    static func needs(_ programs: ProgramCatalog) -> ListReader {
        ListReader(list: "households") { record in
            var reading = ListReading()
            var found: [String] = []
            for item in record.list("need") {
                if let program = programs.program(called: item) { found.append(program.id) } else {
                    reading.keep("need", Message("There is no such program. It is kept as it stands."))
                }
            }
            let urgency = urgency(record["urgency"]), (wish, isWish) = wish(record["constraints"])
            if urgency == nil, !record["urgency"].isEmpty { reading.keep("urgency", Message("This is not one of: \("can wait, soon, urgent", "words"). It is kept as it stands.")) }
            // What must be respected is read as a wish for a woman or a man; every other word stays for people to read.
            if !record["constraints"].isEmpty, !isWish { reading.keep("constraints") }
            var times: [WeeklySlot] = []
            for item in record.list("times") {
                let slots = VolunteerReader.slots(item)
                if slots.isEmpty { reading.keep("times", Message("This is no time that we can read. It is kept as it stands.")) }
                times += slots
            }
            let (access, isAccess) = access(record["access"])
            if !isAccess { reading.keep("access", Message("This is not one of: \("no, step-free, other", "words"). It is read as a disability that has to be thought of, and kept as it stands.")) }
            if !found.isEmpty { reading.words = ListedNeeds(programs: found, urgency: urgency ?? .soon, wish: wish, times: times, access: access) }
            if found.isEmpty { for column in ["urgency", "constraints", "times", "access"] where !record[column].isEmpty { reading.keep(column) } }
            return reading
        }
    }

    private static func urgency(_ text: String) -> Need.Urgency? {
        switch CSVMapping.folded(text) {
        case "0", "low", "canwait", "wait", "normal": .canWait
        case "1", "soon", "medium": .soon
        case "2", "3", "urgent", "high", "now", "emergency": .urgent
        default: nil
        }
    }

    private static func wish(_ text: String) -> (Need.GenderWish, Bool) {
        switch CSVMapping.folded(text) {
        case "woman", "female", "womanonly", "womenonly", "femaleonly", "onlywomen", "femme": (.woman, true)
        case "man", "male", "manonly", "menonly", "maleonly", "onlymen", "homme": (.man, true)
        case "": (.any, true)
        default: (.any, false)
        }
    }
}

extension ListReader {
    /// What nobody can read is something to think of as well: better once too often than not at all.
    private static func access(_ text: String) -> (Need.Access?, Bool) {
        switch CSVMapping.folded(text) {
        case "": (nil, true)
        case "no", "none", "0", "false": (Need.Access.none, true)
        case "stepfree", "nosteps", "nostairs", "wheelchair": (.stepFree, true)
        case "other": (.other, true)
        default: (.other, false)
        }
    }
}

extension Reaction {
    /// Needs of a list are opened once for each program; one that the desk has closed stays closed.
    static func openingListedNeeds(_ programs: ProgramCatalog) -> Reaction {
        Reaction(to: HouseholdImported.self) { event, hub, db, access in
            let today = Day(hub.now(), in: hub.settings.value.zone), now = hub.now()
            for (person, listed) in event.words.compactMap({ pair in (pair.words as? ListedNeeds).map { (pair.person, $0) } }) {
                for program in listed.programs {
                    guard var known = try db.needs.latest(of: event.household, in: program) else {
                        let need = Need(id: hub.newID(), organization: event.organization, household: event.household, person: person, program: program,
                                        urgency: listed.urgency, genderWish: listed.wish, openedOn: today, closing: nil, access: listed.access ?? .none)
                        try db.needs.insert(need, words: nil, times: listed.times, isSpecialist: programs[program]?.isForSpecialists ?? true, at: now)
                        try access.record(.needOpened, on: need.id, of: person, fields: ["import"], at: now, in: db)
                        continue
                    }
                    guard known.isOpen else { continue }
                    (known.urgency, known.genderWish) = (listed.urgency, listed.wish)
                    // What the desk wrote of a disability a list can't take away.
                    if known.access == .none { known.access = listed.access ?? .none }
                    let words = try db.needs.words(of: [known.id])[known.id]
                    let times = listed.times.isEmpty ? try db.needs.times(of: [known.id])[known.id] ?? [] : listed.times
                    try db.needs.update(known, words: words, times: times, at: now)
                    try access.record(.needChanged, on: known.id, of: known.person, fields: ["import"], at: now, in: db)
                }
            }
            try db.facts.renew(event.household, organization: event.organization, programs: programs, on: today, try HouseholdTold(event, in: db))
        }
    }

    /// Someone came into a household: whether children live there may have changed.
    static func followingHouseholds(_ programs: ProgramCatalog) -> Reaction {
        Reaction(to: HouseholdChanged.self) { event, hub, db, access in
            let today = Day(hub.now(), in: hub.settings.value.zone)
            guard try db.needs.list(of: event.household).contains(where: \.isOpen) else { return }
            let told = try HouseholdTold(event.household, in: db, &access)
            try db.facts.renew(event.household, organization: access.actor.organization, programs: programs, on: today, told)
        }
    }
}
