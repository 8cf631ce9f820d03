import Foundation
import Identity
import People
import Storage
import Trust
import Volunteers

/// What a volunteer learns of a household before both sides said yes: sizes and bands, no name, address or status.
struct HouseholdOutline: Sendable {
    let people: Int
    /// Bands of the children's ages, youngest first.
    let children: [ClosedRange<Int>]
    /// ISO 639-3.
    let languages: [String]
    let district: String?
    /// Times that both have free every week.
    let times: [WeeklySlot]

    static let bands = [0...2, 3...5, 6...10, 11...14, 15...17]

    static func bands(of ages: [Int]) -> [ClosedRange<Int>] { bands.filter { band in ages.contains(where: band.contains) } }

    static func open(_ parties: MatchParties, on today: Day, in db: any Connection, _ access: inout Access) throws -> HouseholdOutline {
        let members = try db.persons.members(of: [parties.household])
        var ages: [Int] = []
        for member in members {
            guard let sealed = member.birthDate else { continue }
            let birth = Birth(try access.open(sealed, in: member.id.text, of: member.id, as: .askedHousehold))
            if let age = birth?.age(on: today) { ages.append(age) }
        }
        let household = try db.households.find(parties.household, visibleTo: access.actor)
        return HouseholdOutline(
            people: members.count, children: bands(of: ages), languages: try db.persons.languages(of: [parties.newcomer])[parties.newcomer]?.map(\.code) ?? [],
            district: household?.district, times: try db.commonTimes.of(parties.need, parties.offer))
    }
}

/// What a newcomer learns of a volunteer before both sides said yes.
struct HelperOutline: Sendable {
    /// The first name; of an organization the title of what it gives.
    let name: String
    let languages: [String]
    /// The newest day on which something was shown that the role asks for.
    let checkedOn: Day?
    let times: [WeeklySlot]

    static func open(_ parties: MatchParties, parts: LifeParts, on today: Day, in db: any Connection, _ access: inout Access) throws -> HelperOutline {
        let times = try db.commonTimes.of(parties.need, parties.offer)
        guard let id = parties.helper, let person = try db.persons.find(id, visibleTo: access.actor) else {
            return HelperOutline(name: parties.title ?? "", languages: [], checkedOn: nil, times: times)
        }
        let shown = try Shown(of: [id], in: db, parts: parts, on: today)
        return HelperOutline(
            name: try access.open(person.givenName, in: id.text, of: id, as: .askedHelper),
            languages: try db.persons.languages(of: [id])[id]?.map(\.code) ?? [],
            checkedOn: shown.checkedOn(id, parties.program, parties.isWithChildren), times: times)
    }
}

extension Birth {
    /// Full years; where only the year is known, the higher age it can be.
    func age(on today: Day) -> Int {
        let years = today.year - year
        guard let day, (today.month, today.day) < (day.month, day.day) else { return years }
        return years - 1
    }
}

extension Connection {
    var commonTimes: CommonTimes { CommonTimes(db: self) }
}

/// Times that a need and an offer have in common, as the round knew them.
struct CommonTimes {
    let db: any Connection

    func of(_ need: NeedID, _ offer: OfferID) throws -> [WeeklySlot] {
        CommonTime(try slots(need.text), try slots(offer.text)).slots
    }

    private func slots(_ fact: String) throws -> [WeeklySlot] {
        try db.rows("SELECT weekday, from_minute, to_minute FROM match_fact_times WHERE fact_id = \(fact) ORDER BY weekday, from_minute")
            .compactMap { WeeklySlot(weekday: try $0.get("weekday"), from: try $0.get("from_minute"), to: try $0.get("to_minute")) }
    }
}
