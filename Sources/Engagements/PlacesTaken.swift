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
    /// How many there are of each, where people are counted.
    var room: Room? = nil

    /// More people than places: only as few as there are now, or more.
    var isOverfull: Bool { room.flatMap { room in people.map { !room.holds($0) } } ?? false }

    func html(_ say: Speech) -> HTML {
        let taken = all == 0 ? say("None of them is taken now.") : say(all, one: "One place is taken now.", other: "\(all, "count") places are taken now.")
        guard isOverfull else { return "<p>\(taken)</p>" }
        return """
            <div class="notice bad"><p>\(Picture("warning")) \(say("More people are counted here than there are places. Nobody else comes here until some of them leave, or until you correct the places."))</p>
            <ul>\(overfull.map { "<li>\($0.age.map { "\(say($0.message)): " as HTML })\(say("\($0.people, "people") people, \($0.places, "places") places"))</li>" as HTML })</ul></div>
            <p>\(taken)</p>
            """
    }

    /// Of whom there are more than places: nil for everyone together.
    private var overfull: [(age: Headcount.Age?, people: Int, places: Int)] {
        ([nil] + Headcount.Age.allCases).compactMap { age in
            guard let room, let people, let limit = room.limit(age), people.count(age) > limit else { return nil }
            return (age, people.count(age), limit)
        }
    }

    /// What is wrong with fewer places than are taken, beside the field of each number.
    func problems(_ form: PlaceOfferForm) -> [FieldProblem] {
        guard let places = form.places else { return [] }
        var found: [FieldProblem] = []
        if isTooFew(places, nil) { found.append(FieldProblem("capacity", Message("Write \(all, "taken") or more: so many are taken now."))) }
        guard let typed = form.room, let people else { return found }
        return found + Headcount.Age.allCases.compactMap { age in
            guard let limit = typed.limit(age), isTooFew(limit, age) else { return nil }
            return FieldProblem(age.rawValue, Message("Write \(people.count(age), "taken") or more: so many are taken now."))
        }
    }

    /// Fewer than are taken; where that is so already, fewer than there are now.
    private func isTooFew(_ number: Int, _ age: Headcount.Age?) -> Bool {
        number < (people?.count(age) ?? all) && number < (room.map { $0.limit(age) ?? .max } ?? .max)
    }
}

extension OfferStore {
    func placesTaken(of giver: Giver, on day: Day) throws -> PlacesTaken {
        guard giver.room != nil else { return PlacesTaken(all: try taken(of: giver.id, on: day), people: nil) }
        let people = try people(at: [giver.id], on: day)[giver.id] ?? Headcount()
        return PlacesTaken(all: people.all, people: people, room: giver.room)
    }
}
