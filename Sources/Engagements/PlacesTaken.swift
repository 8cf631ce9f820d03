import Identity
import Localization
import Markup
import Storage
import Web

/// What of some places live matches take; there can't be fewer places than that.
struct PlacesTaken: Sendable, Equatable {
    let matches: Int
    /// Who is there, where people are counted.
    let people: Headcount?

    private var all: Int { people?.all ?? matches }

    func html(_ say: Speech) -> HTML {
        if all == 0 { return say("None of them is taken now.") }
        return people.map { say($0.all, one: "One person is there now.", other: "\($0.all, "count") people are there now.") }
            ?? say(matches, one: "One place is taken now.", other: "\(matches, "count") places are taken now.")
    }

    /// What is wrong with fewer places than are taken, beside the field of each number.
    func problems(_ form: PlaceOfferForm) -> [FieldProblem] {
        guard let places = form.places else { return [] }
        var found: [FieldProblem] = []
        if places < all { found.append(FieldProblem("capacity", Message("Write \(all, "taken") or more: so many are taken now."))) }
        guard let room = form.room, let people else { return found }
        return found + Headcount.Age.allCases.compactMap { age in
            guard let limit = room.limit(age), limit < people.count(age) else { return nil }
            return FieldProblem(age.rawValue, Message("Write \(people.count(age), "taken") or more: so many are there now."))
        }
    }
}

extension OfferStore {
    /// What live matches take of these places; what is only kept for somebody is not among it.
    func placesTaken(of giver: Giver) throws -> PlacesTaken {
        PlacesTaken(
            matches: try db.count("SELECT count(*) FROM matches WHERE giver_id = \(giver.id) AND closed_at IS NULL"),
            people: giver.room == nil ? nil : try guests("giver_id = \(giver.id)")[giver.id] ?? Headcount())
    }
}
