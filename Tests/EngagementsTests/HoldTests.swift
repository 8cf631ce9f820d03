import House
import Identity
import Storage
import TestSupport
import Testing
@testable import Engagements

@Suite struct HoldTests {
    @Test(arguments: Engine.tested)
    func `a place that is kept for a need is in no round, and neither is the need, until the day is over`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(1, in: "class"), first = try await town.need("class"), second = try await town.need("class")
            let desk = try await browser.as(.coordinator), until = try town.desk.rules.day.adding(days: 5)
            #expect(try await desk.post("/round/needs/\(first.text)/offers/\(place.text)/hold", [("until", until.description)]).status == 303)
            _ = try await desk.post("/round")
            let page = try await desk.get("/round?lang=en").text
            #expect(page.contains("Kept for somebody"))
            #expect(try await open(town) == [second])
            #expect(try await proposed(town) == 0)
            await #expect(throws: RoundProblem.full) { try await town.desk.approve(second, place, by: town.coordinator) }
            browser.town.clock.advance(by: 6 * 86_400)
            _ = try await browser.as(.coordinator).post("/round")
            #expect(Set(try await open(town)) == [first, second])
            #expect(try await proposed(town) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is proposed to someone and kept for someone else is full, and nobody is led to approve it`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(1, in: "class"), first = try await town.need("class"), second = try await town.need("class")
            let desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            let pair = { try await browser.town.hub.archive.read { try $0.value("SELECT need_id FROM proposals WHERE offer_id IS NOT NULL") as NeedID? } }
            let proposed = try #require(try await pair()), other = proposed == first ? second : first
            let before = try await desk.get("/round?lang=en").text
            #expect(before.contains("value=\"\(proposed.text)\""))
            #expect(try await desk.post("/round/needs/\(other.text)/offers/\(place.text)/hold", [("until", try town.desk.rules.day.adding(days: 5).description)]).status == 303)
            #expect(try await pair() == proposed)
            let after = try await desk.get("/round?lang=en").text
            #expect(after.contains("All places of this offer are taken.") && !after.contains("value=\"\(proposed.text)\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `the page of a pair says what stands once a place is kept, approved or the need is closed`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(3, in: "class"), other = try await town.places(1, in: "class"), need = try await town.need("class")
            let desk = try await browser.as(.coordinator), until = try town.desk.rules.day.adding(days: 5)
            func page(_ offer: OfferID?) async throws -> Answer { try await desk.get("/round/needs/\(need.text)\(offer.map { "/offers/\($0.text)" } ?? "")?lang=en") }
            func says(_ words: String, _ offer: OfferID? = nil) async throws -> Bool {
                let page = try await page(offer)
                return page.status == 200 && page.text.contains(words)
            }
            #expect(try await says("Keep the place for this household", place))
            #expect(try await desk.post("/round/needs/\(need.text)/offers/\(place.text)/hold", [("until", until.description)]).status == 303)
            for words in ["Kept until", "Let it go"] { #expect(try await says(words, place)) }
            #expect(try await says("Kept until"))
            #expect(try await says("For this need a place is kept at", other))
            // What is asked of it again, wrongly, is no way out of the hub.
            #expect(try await desk.post("/round/needs/\(need.text)/offers/\(place.text)/hold", [("until", "soon")]).status == 200)
            // Fewer places than are kept, as they were corrected before that was refused.
            try await town.hub.archive.write { db in _ = try db.execute("UPDATE givers SET capacity = 1 WHERE id = (SELECT giver_id FROM offers WHERE id = \(place))") }
            #expect(try await says("Kept until", place))
            try await town.desk.approve(need, place, by: town.coordinator)
            #expect(try await says("Both sides are asked now", place))
            #expect(try await says("somebody else has been found", other))
            try await town.hub.archive.write { db in
                _ = try db.execute("UPDATE matches SET status = 'withdrawn', closed_at = approved_at")
                _ = try db.execute("UPDATE needs SET closing = 'moved', closed_at = \(town.hub.now())")
                try db.facts.remove([need.text])
            }
            for offer in [place, nil] { #expect(try await says("This need is closed", offer)) }
        }
    }

    @Test(arguments: Engine.tested)
    func `of a need whose data is not used, and of an offer that is closed, the page of a pair says so`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(3, in: "class"), need = try await town.need("class"), second = try await town.need("class")
            let desk = try await browser.as(.coordinator), hub = town.hub
            #expect(try await desk.post("/round").status == 303)
            let mentor = try await town.offer(of: "T. W.")
            #expect(try await desk.post("/offers/\(place.text)/closure").status == 303)
            #expect(try await desk.get("/round/needs/\(need.text)/offers/\(place.text)?lang=en").text.contains("This offer is closed"))
            let person: PersonID = try await hub.archive.read { try $0.value("SELECT person_id FROM needs WHERE id = \(second)") }.orNotFound()
            _ = try await hub.archive.write(by: Actor.program(of: browser.town.organization), for: .dataProtection) { db, access in
                try access.restrict(person, at: hub.now())
                try hub.announce(RestrictionChanged(person, isRestricted: true), in: db, &access)
            }
            #expect(try await desk.get("/round/needs/\(second.text)?lang=en").text.contains("is kept and not used at the moment"))
            // Neither is a volunteer named whose data is not used.
            let mentoring = try await town.need(), giver: PersonID = try await hub.archive.read { try $0.value("SELECT g.person_id FROM givers g JOIN offers o ON o.giver_id = g.id WHERE o.id = \(mentor)") }.orNotFound()
            _ = try await hub.archive.write(by: Actor.program(of: browser.town.organization), for: .dataProtection) { db, access in
                try access.restrict(giver, at: hub.now())
                try hub.announce(RestrictionChanged(giver, isRestricted: true), in: db, &access)
            }
            let page = try await desk.get("/round/needs/\(mentoring.text)/offers/\(mentor.text)?lang=en")
            #expect(page.status == 200 && page.text.contains("This offer is closed") && !page.text.contains("T. W."))
            // Of another organization there is nothing, and of two kinds of help no pair.
            #expect(try await desk.get("/round/needs/\(need.text)/offers/\(mentor.text)").status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `what was kept can be approved, and by that is let go`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1), other = try await town.places(1), need = try await town.need(), desk = try town.desk
            try await desk.hold(need, place, until: desk.rules.day.adding(days: 5), by: town.coordinator)
            await #expect(throws: RoundProblem.held) { try await desk.approve(need, other, by: town.coordinator) }
            try await desk.approve(need, place, by: town.coordinator)
            #expect(try await hub.hub.archive.read { try $0.count("SELECT count(*) FROM holds") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a place let go is free at once`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(1), need = try await town.need(), desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round/needs/\(need.text)/offers/\(place.text)/hold", [("until", try town.desk.rules.day.adding(days: 5).description)])
            #expect(try await desk.post("/round/needs/\(need.text)/hold/removal").status == 303)
            #expect(try await open(town) == [need])
        }
    }

    @Test(arguments: Engine.tested)
    func `an offer that ends keeps its need out of no round`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1), need = try await town.need(), desk = try town.desk, now = hub.hub.now()
            try await desk.hold(need, place, until: desk.rules.day.adding(days: 5), by: town.coordinator)
            #expect(try await open(town) == [])
            try await hub.hub.archive.write { try $0.offers.setOpen(false, [place], at: now) }
            #expect(try await open(town) == [need])
            #expect(try await hub.hub.archive.read { try $0.count("SELECT count(*) FROM holds") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is kept holds to the end of its day, and from the next day nothing, without anybody doing anything`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1, in: "class"), need = try await town.need("class"), other = try await town.need("class")
            let desk = try town.desk, organization = hub.organization, until = desk.today.adding(days: 5)
            try await desk.make(by: town.coordinator)
            try await desk.hold(need, place, until: until, by: town.coordinator)
            let late = try await town.need("class")
            for (day, isKept) in [(4, true), (5, true), (6, false)] {
                while desk.today < until.adding(days: day - 5) { hub.clock.advance(by: 86_400) }
                let today = desk.today, round = try await desk.solve(for: organization)
                #expect(Set(round.needs.map(\.id)) == (isKept ? [other, late] : [need, other, late]), "day \(day)")
                #expect(round.helped == (isKept ? 0 : 1))
                let (proposals, waiting, free) = try await hub.hub.archive.read { db in
                    let made = try db.rounds.current(of: organization).orNotFound()
                    let giver = try db.offers.find(place, visibleTo: town.coordinator).orNotFound().giver
                    return (try [true, false].map { try db.rounds.count(of: made.id, matched: $0, on: today) }.reduce(0, +),
                            try db.rounds.waiting(in: organization, on: today, since: (today, today)).all, 1 - (try db.offers.taken(of: giver.id, on: today)))
                }
                #expect(proposals == (isKept ? 1 : 2))
                #expect(waiting == (isKept ? 2 : 3))
                #expect(free == (isKept ? 0 : 1))
                if isKept { await #expect(throws: RoundProblem.full) { try await desk.approve(other, place, by: town.coordinator) } }
            }
            try await desk.approve(other, place, by: town.coordinator)
        }
    }

    @Test(arguments: Engine.tested)
    func `a need for which a place is kept is not told as one that was in no round yet`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1, in: "class"), need = try await town.need("class"), desk = try town.desk
            try await town.need("class")
            try await desk.hold(need, place, until: desk.today, by: town.coordinator)
            func unseen() async throws -> Int {
                let today = desk.today
                return try await hub.hub.archive.read { try $0.rounds.unseen(of: hub.organization, on: today) }
            }
            #expect(try await unseen() == 1)
            hub.clock.advance(by: 86_400)
            #expect(try await unseen() == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is kept goes with a restriction, of who seeks as of who gives`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), desk = try town.desk, until = desk.today.adding(days: 5), seeking = try await town.need(), now = hub.hub.now()
            try await desk.make(by: town.coordinator)
            let tom = try await town.offer(of: "T. W."), place = try await town.places(1)
            func restrict(_ person: SQL) async throws {
                _ = try await hub.hub.archive.write(by: .program(of: hub.organization), for: .dataProtection) { db, access in
                    let id: PersonID = try db.value(person).orNotFound()
                    try access.restrict(id, at: now)
                    try hub.hub.announce(RestrictionChanged(id, isRestricted: true), in: db, &access)
                }
            }
            func kept() async throws -> Int { try await hub.hub.archive.read { try $0.count("SELECT count(*) FROM holds") } }
            try await desk.hold(seeking, tom, until: until, by: town.coordinator)
            #expect(try await kept() == 1)
            try await restrict("SELECT g.person_id FROM givers g JOIN offers o ON o.giver_id = g.id WHERE o.id = \(tom)")
            #expect(try await kept() == 0)
            try await desk.hold(seeking, place, until: until, by: town.coordinator)
            try await restrict("SELECT person_id FROM needs WHERE id = \(seeking)")
            #expect(try await kept() == 0)
        }
    }

    @Test(arguments: ["", "soon", "2026-01-01", "2031-01-01"])
    func `a day on which no hold may end is asked for again, and what was typed stays`(_ day: String) async throws {
        try await withBrowser(on: .sqlite) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(1), need = try await town.need(), desk = try await browser.as(.coordinator)
            let answer = try await desk.post("/round/needs/\(need.text)/offers/\(place.text)/hold?lang=en", [("until", day)])
            #expect(answer.status == 422)
            #expect(answer.text.contains("Choose a day from today on, at most three months ahead."))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM holds") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing is kept against a rule, nor of another organization`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1), need = try await town.need(), desk = try town.desk, day = desk.rules.day.adding(days: 5)
            try await hub.hub.archive.write { try $0.pairRules.set(.forbidden, need, place, by: nil, at: hub.hub.now()) }
            await #expect(throws: RoundProblem.apart(.forbidden)) { try await desk.hold(need, place, until: day, by: town.coordinator) }
            let stranger = Actor(user: town.coordinator.user, person: hub.hub.newID(), organization: hub.otherOrganization, roles: [.coordinator])
            await #expect(throws: Refusal.notFound) { try await desk.hold(need, place, until: day, by: stranger) }
            await #expect(throws: Refusal.notFound) { try await desk.letGo(need, by: stranger) }
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing is kept beyond the last day of who gives, which is said with what was typed`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(1), need = try await town.need(), desk = try await browser.as(.coordinator), last = try town.desk.today.adding(days: 5)
            _ = try await desk.post("/offers/\(place.text)/end", [("until", last.description)])
            let late = last.adding(days: 1).description, answer = try await desk.post("/round/needs/\(need.text)/offers/\(place.text)/hold?lang=en", [("until", late)])
            #expect(answer.status == 422)
            #expect(answer.text.contains("What is offered ends on") && answer.text.contains(last.description) && answer.text.contains("value=\"\(late)\""))
            #expect(try await kept(town) == [])
            #expect(try await desk.post("/round/needs/\(need.text)/offers/\(place.text)/hold", [("until", last.description)]).status == 303)
            #expect(try await kept(town) == [last])
        }
    }

    @Test(arguments: Engine.tested)
    func `a last day shortens what is kept of that giver, and of nobody else`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), today = try town.desk.today, until = today.adding(days: 9)
            let place = try await town.places(1), other = try await town.places(1), needs = [try await town.need(), try await town.need()]
            for (need, offer) in zip(needs, [place, other]) { try await town.desk.hold(need, offer, until: until, by: town.coordinator) }
            _ = try await desk.post("/offers/\(place.text)/end", [("until", today.adding(days: 4).description)])
            #expect(try await kept(town) == [today.adding(days: 4), until])
            _ = try await desk.post("/offers/\(place.text)/end", [("until", "")])
            #expect(try await kept(town) == [today.adding(days: 4), until])
        }
    }

    /// The last day of each hold, in their order.
    private func kept(_ town: RoundTown) async throws -> [Day] {
        try await town.hub.archive.read { try $0.rows("SELECT until_day FROM holds ORDER BY until_day").map { try $0.get("until_day") } }
    }

    private func open(_ town: RoundTown) async throws -> [NeedID] { try await town.desk.solve(for: town.town.organization).needs.map(\.id) }

    private func proposed(_ town: RoundTown) async throws -> Int {
        let organization = town.town.organization, today = try town.desk.today
        return try await town.hub.archive.read { db in try db.rounds.count(of: db.rounds.current(of: organization).orNotFound().id, matched: true, on: today) }
    }
}
