import Identity
import Localization
import Markup
import Storage
import Web

/// What of some places is taken, or kept for somebody; there can't be fewer places than that.
struct PlacesTaken: Sendable, Equatable {
    let all: Int
    /// Who they are, where people are counted.
    let people: Headcount?

    func html(_ say: Speech) -> HTML {
        all == 0 ? say("None of them is taken now.") : say(all, one: "One place is taken now.", other: "\(all, "count") places are taken now.")
    }

    /// What is wrong with fewer places than are taken, beside the field of each number.
    func problems(_ form: PlaceOfferForm) -> [FieldProblem] {
        guard let places = form.places else { return [] }
        var found: [FieldProblem] = []
        if places < all { found.append(FieldProblem("capacity", Message("Write \(all, "taken") or more: so many are taken now."))) }
        guard let room = form.room, let people else { return found }
        return found + Headcount.Age.allCases.compactMap { age in
            guard let limit = room.limit(age), limit < people.count(age) else { return nil }
            return FieldProblem(age.rawValue, Message("Write \(people.count(age), "taken") or more: so many are taken now."))
        }
    }
}

extension OfferStore {
    func placesTaken(of giver: Giver, on day: Day) throws -> PlacesTaken {
        guard giver.room != nil else { return PlacesTaken(all: try taken(of: giver.id, on: day), people: nil) }
        let people = try people(at: [giver.id], on: day)[giver.id] ?? Headcount()
        return PlacesTaken(all: people.all, people: people)
    }
}
