import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Volunteers
import Web

extension AuditAction {
    static let placesOffered = AuditAction(rawValue: "offer.places_added")
    static let placesChanged = AuditAction(rawValue: "offer.places_changed")
    static let placesClosed = AuditAction(rawValue: "offer.closed")
    static let placesReopened = AuditAction(rawValue: "offer.reopened")
    static let capacityChanged = AuditAction(rawValue: "offer.capacity_changed")
}

/// Places that an organization gives, as the coordinator types them in.
struct PlaceOfferForm: Sendable {
    var program = "", title = "", capacity = "10", district = "", until = ""
    /// Whether the places are counted in people, and of them how many at most of each age; empty for no limit of its own.
    var countsPeople = false
    var children = "", adults = "", seniors = ""
    /// Whether there are no steps: `yes`, `no`, or empty where it is not known.
    var stepFree = ""
    var times: Set<String> = []
    /// Of the places that the form showed.
    var version = 0
    var shown: [String: String] = [:]

    init() {}

    init(_ fields: Fields) {
        (program, title, capacity, district) = (fields["program"], String(fields["title"].prefix(120)), fields["capacity"], String(fields["district"].prefix(60)))
        until = String(fields["until"].prefix(40))
        countsPeople = fields["counted"] == "people"
        (children, adults, seniors) = (String(fields["children"].prefix(10)), String(fields["adults"].prefix(10)), String(fields["seniors"].prefix(10)))
        (times, stepFree) = (Set(fields.values("times").prefix(21)), fields["step_free"])
        version = Int(typed: fields["version"]) ?? 0
        shown = Self.shown(in: fields)
    }

    /// Places as they stand, to be changed.
    init(_ giver: Giver, district: String?, times: [WeeklySlot], version: Int) {
        self.version = version
        defer { shown = values }
        (title, capacity, self.district, self.times) = (giver.title ?? "", String(giver.room?.all ?? giver.capacity), district ?? "", times.fields)
        stepFree = giver.isStepFree.map { $0 ? "yes" : "no" } ?? ""
        guard let room = giver.room else { return }
        func typed(_ age: Headcount.Age) -> String { room.limit(age).map(String.init) ?? "" }
        (countsPeople, children, adults, seniors) = (true, typed(.children), typed(.adults), typed(.seniors))
    }

    /// What was typed in place of these: whether people are counted stays as it is.
    init(_ fields: Fields, inPlaceOf giver: Giver) {
        self.init(fields)
        countsPeople = giver.room != nil
        if !countsPeople { (children, adults, seniors) = ("", "", "") }
    }

    var slots: [WeeklySlot] { times.compactMap { WeeklySlot(field: $0) } }
    var isStepFree: Bool? { ["yes": true, "no": false][stepFree] }
    /// Nil where it is left empty.
    var part: String? { district.isEmpty ? nil : district }
    var places: Int? { Int(typed: capacity).flatMap { (1...500).contains($0) ? $0 : nil } }

    /// Nil where households are counted, and where a number is wrong.
    var room: Room? {
        guard countsPeople, let places, wrongAges(places).isEmpty else { return nil }
        return Room(all: places, children: Int(typed: children), adults: Int(typed: adults), seniors: Int(typed: seniors))
    }

    private var ages: [(field: String, typed: String)] { [("children", children), ("adults", adults), ("seniors", seniors)] }

    private func wrongAges(_ places: Int) -> [FieldProblem] {
        guard countsPeople else {
            return ages.filter { !$0.typed.isEmpty }.map { FieldProblem($0.field, Message("Ages count only where the places are counted in people. Choose that, or leave this empty.")) }
        }
        let wrong = ages.filter { age in !age.typed.isEmpty && !(Int(typed: age.typed).map { (0...places).contains($0) } ?? false) }
        guard wrong.isEmpty else { return wrong.map { FieldProblem($0.field, Message("Write a number from 0 to \(places, "most"), or leave it empty.")) } }
        return ages.allSatisfy { Int(typed: $0.typed) == 0 } ? [FieldProblem("children", Message("So nobody could come. Leave at least one of the ages empty, or write more than 0."))] : []
    }

    func problems(_ programs: ProgramCatalog, on today: Day) -> [FieldProblem] {
        var found: [FieldProblem] = []
        if programs[program].map(\.isForSpecialists) ?? true { found.append(FieldProblem("program", Message("Choose what kind of help it is."))) }
        found += problems
        do throws(FieldProblem) { _ = try OfferEnd.day(until, on: today) } catch { found.append(error) }
        return found
    }

    /// Of what these places are, whatever they are for.
    var problems: [FieldProblem] {
        var found: [FieldProblem] = []
        if title.isEmpty { found.append(FieldProblem("title", Message("Write what it is called, such as: English class, Tuesday evening."))) }
        if places == nil { found.append(FieldProblem("capacity", Message("Write how many places there are, 1 to 500."))) }
        return found + wrongAges(places ?? 500)
    }
}

/// What a coordinator does with what is given: places of organizations, and how many a volunteer has time for.
struct PlaceOffers: Sendable {
    /// Why places that stand are not saved as they were typed.
    struct Wrong: Sendable {
        let form: PlaceOfferForm
        /// What of them is taken.
        let taken: PlacesTaken
        let problems: [FieldProblem]
        /// Whether somebody saved them meanwhile.
        var isLate = false
    }
    let hub: Hub
    let programs: ProgramCatalog

    func add(_ form: PlaceOfferForm, by actor: Actor) async throws {
        let hub = hub, now = hub.now(), giver: GiverID = hub.newID(), id: OfferID = hub.newID()
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            let new = Giver(id: giver, organization: actor.organization, person: nil, title: form.title, capacity: form.places ?? 1, lastDay: Day(typed: form.until), room: form.room,
                            isStepFree: form.isStepFree)
            try db.offers.insert(new, district: form.part, times: form.slots, at: now)
            try db.offers.insert(Offer(id: id, giver: giver, organization: actor.organization, program: form.program, isOpen: true), at: now)
            try access.record(.placesOffered, on: id, fields: ["program", "capacity"], at: now, in: db)
        }
    }

    /// Changes places, and what rounds read of them.
    ///
    /// - Returns: what is wrong; nil where it is saved. Throws `StorageProblem.trigger` where somebody came there meanwhile.
    func change(_ id: OfferID, to fields: Fields, by actor: Actor) async throws -> Wrong? {
        let now = hub.now(), today = Day(now, in: hub.settings.value.zone), language = hub.settings.value.townLanguage, programs = programs
        return try await hub.archive.write(by: actor, for: .matching) { db, access in
            var (offer, giver) = try db.offers.find(id, visibleTo: actor).orNotFound()
            let form = PlaceOfferForm(fields, inPlaceOf: giver)
            guard giver.person == nil else { throw Refusal.notFound }
            let taken = try db.offers.placesTaken(of: giver, on: today), standing = try db.offers.form(of: giver)
            if form.version != standing.version {
                let mine = form.over(standing)
                // Whoever saved the same has said it already.
                return mine.isSame(as: standing) ? nil : Wrong(form: mine, taken: taken, problems: form.differences(from: standing), isLate: true)
            }
            let problems = form.problems + taken.problems(form)
            guard problems.isEmpty, let places = form.places else { return Wrong(form: form, taken: taken, problems: problems) }
            (giver.title, giver.capacity, giver.room, giver.isStepFree) = (form.title, places, form.room, form.isStepFree)
            try db.offers.change(giver, district: form.part, times: form.slots, at: now)
            try db.facts.renew(offer, giver, programs: programs, on: today, language)
            try access.record(.placesChanged, on: id, fields: ["title", "capacity", "district", "is_step_free", "times"], at: now, in: db)
            return nil
        }
    }

    /// Opens or closes places; a volunteer's own offers follow their roles and are not touched here.
    func setOpen(_ isOpen: Bool, _ id: OfferID, by actor: Actor) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            let (offer, giver) = try db.offers.find(id, visibleTo: actor).orNotFound()
            guard giver.person == nil else { throw Refusal.notFound }
            guard offer.isOpen != isOpen else { return }
            try db.offers.setOpen(isOpen, [id], at: now)
            try access.record(isOpen ? .placesReopened : .placesClosed, on: id, fields: ["is_open"], at: now, in: db)
        }
    }

    /// - Parameter capacity: 0 to 9.
    func setCapacity(_ capacity: Int, of person: PersonID, by actor: Actor) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            let giver = try db.offers.giver(of: person, visibleTo: actor).orNotFound()
            try db.offers.setCapacity(capacity, of: giver.id, at: now)
            try access.record(.capacityChanged, on: giver.id, of: person, fields: ["capacity"], at: now, in: db)
        }
    }
}
