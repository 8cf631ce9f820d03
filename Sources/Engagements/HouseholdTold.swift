import Identity
import People
import Storage
import Trust
import Volunteers

/// What a round may know of a household, in clear for a moment: the facts of its needs follow from it.
package struct HouseholdTold: Sendable {
    package struct Member: Sendable {
        let id: PersonID
        let isHead: Bool
        let birth: Birth?
        let gender: Gender
        let languages: [SpokenLanguage]
        /// False for whom a list does not speak: birth and gender are known to the hub, and nobody here can open them.
        let isTold: Bool

        package init(id: PersonID, isHead: Bool, birth: Birth?, gender: Gender, languages: [SpokenLanguage], isTold: Bool = true) {
            (self.id, self.isHead, self.birth, self.gender, self.languages, self.isTold) = (id, isHead, birth, gender, languages, isTold)
        }

        /// Whose age is not known may be a child, so that the higher clearance is asked; only whoever speaks for the household is taken for an adult.
        func mayBeChild(on day: Day) -> Bool {
            birth?.mayBeChild(on: day) ?? !isHead
        }

        /// Whose birth is known to the year alone is 65 for certain once that year is over; until then they are counted among adults.
        func isSenior(on day: Day) -> Bool { birth?.isAtLeast(65, on: day) ?? false }
    }
    let members: [Member]
    /// Others who live there, and whose data is kept and not used: nothing is known of them but that they need room.
    let unknown: Int
    let district: String?

    /// Whether the ages of all are told.
    var isWhole: Bool { unknown == 0 && members.allSatisfy(\.isTold) }

    package init(members: [Member], unknown: Int = 0, district: String?) { (self.members, self.unknown, self.district) = (members, unknown, district) }

    /// Opens births and genders for the case worker; five queries.
    init(_ id: HouseholdID, in db: any Connection, _ access: inout Access) throws {
        let household = try db.households.find(id, visibleTo: access.actor).orNotFound(), relation = household.relation(to: access.actor)
        let people = try db.persons.members(of: [id]), languages = try db.persons.languages(of: people.map(\.id))
        var members: [Member] = []
        for person in people {
            let birth = try person.birthDate.map { try access.open($0, in: person.id.text, of: person.id, as: relation) }
            let gender = try person.gender.map { try access.open($0, in: person.id.text, of: person.id, as: relation) }
            members.append(Member(
                id: person.id, isHead: person.isHead, birth: birth.flatMap { Birth($0) }, gender: gender.flatMap(Gender.init) ?? .unknown,
                languages: languages[person.id] ?? []))
        }
        self.init(members: members, unknown: try db.persons.restricted(in: id).count, district: household.district)
    }

    /// As a town's list tells it. For whom the desk added or corrected the list does not speak; here nobody can open their birth, so that
    /// they count as children, but for whoever speaks for the household, where nothing was known of them before.
    init(_ event: HouseholdImported, in db: any Connection) throws {
        let listed = event.people.map { Member(id: $0.id, isHead: $0.isHead, birth: $0.birth, gender: $0.gender, languages: $0.languages) }
        let others = try db.persons.members(of: [event.household]).filter { person in !event.people.contains { $0.id == person.id } }
        let languages = try db.persons.languages(of: others.map(\.id))
        self.init(
            members: listed + others.map { Member(id: $0.id, isHead: $0.isHead, birth: nil, gender: .unknown, languages: languages[$0.id] ?? [], isTold: false) },
            unknown: max(0, try db.persons.restricted(in: event.household).count - db.restrictions.among(event.people.map(\.id)).count), district: event.district)
    }

    /// Whether someone there is a child, or may be.
    func hasChildren(on day: Day) -> Bool { headcount(on: day).children > 0 }

    /// The same of those who are told alone, and of those who are not used: what the desk knows of the others was heard when it wrote it.
    func tellsOfChildren(on day: Day) -> Bool { HouseholdTold(members: members.filter { $0.isTold || $0.isHead }, unknown: unknown, district: district).hasChildren(on: day) }

    /// How many they are, by age; never nobody.
    func headcount(on day: Day) -> Headcount {
        // Where nobody known speaks for the household, one of the unknown does.
        let unknownChildren = max(0, unknown - (members.contains(where: \.isHead) ? 0 : 1))
        let children = members.count { $0.mayBeChild(on: day) } + unknownChildren, seniors = members.count { $0.isSenior(on: day) }
        return Headcount(children: children, adults: max(1, members.count + unknown) - children - seniors, seniors: seniors)
    }

    /// What a round reads of one of its needs. Whoever has no language written down is reached through the head.
    package func facts(of need: Need, times: [WeeklySlot], on day: Day, _ gazetteer: Gazetteer) -> NeedFacts {
        let person = members.first { $0.id == need.person }, head = members.first(where: \.isHead)
        let people = headcount(on: day), spoken = person?.languages.isEmpty ?? true ? head?.languages ?? [] : person?.languages ?? []
        return NeedFacts(
            id: need.id, program: need.program, waitingSince: need.openedOn, urgency: need.urgency, gender: person?.gender ?? .unknown,
            wish: need.genderWish, hasChildren: hasChildren(on: day), people: people.all,
            place: gazetteer.point(of: district), languages: Dictionary(spoken.map { ($0.code, $0.level) }) { first, _ in first }, times: times,
            children: people.children, seniors: people.seniors, access: need.access)
    }

    /// What is known of a need by now, of whom nothing is told as it was known before: the gender of whoever seeks, and ages as long as nobody came or
    /// went. Children who are told are never fewer for it.
    func keeping(_ before: NeedFacts?, in new: NeedFacts, of person: PersonID, on day: Day) -> NeedFacts {
        guard let before, !isWhole else { return new }
        var kept = new
        if members.contains(where: { $0.id == person && !$0.isTold }) { kept.gender = before.gender }
        guard before.people == new.people else { return kept }
        kept.children = min(new.people, max(before.children, members.count { $0.isTold && $0.mayBeChild(on: day) }))
        kept.seniors = min(before.seniors, new.people - kept.children)
        kept.hasChildren = kept.children > 0
        return kept
    }
}

extension FactsStore {
    /// Makes the facts of a household's open needs anew; those of closed needs and of specialists' needs go.
    func renew(_ household: HouseholdID, organization: OrganizationID, programs: ProgramCatalog, on day: Day, _ told: HouseholdTold) throws {
        let needs = try db.needs.list(of: household)
        let (matched, others) = (needs.filter { $0.isOpen && programs[$0.program]?.isForSpecialists == false }, needs)
        let before = told.isWhole ? [:] : Dictionary(try self.needs(matched.map(\.id)).map { ($0.id, $0) }) { first, _ in first }
        try remove(others.map(\.id.text))
        guard !matched.isEmpty else { return }
        let times = try db.needs.times(of: matched.map(\.id)), gazetteer = try Gazetteer(db)
        try put(matched.map { need in
            told.keeping(before[need.id], in: told.facts(of: need, times: times[need.id] ?? [], on: day, gazetteer), of: need.person, on: day)
        }, of: organization)
        try restFacts(of: matched)
    }
}
