import Foundation
import House
import Identity
@testable import People
@testable import Privacy
import Storage
import Testing
import TestSupport
import Trust

@Suite struct CorrectionTests {
    @Test(arguments: Engine.tested)
    func `who has the person in care hears that something is wrong, and puts it right`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker), page = "/households/\(town.household.text)", details = "/persons/\(town.newcomer.text)/details"
            #expect(try await !worker.get("/desk").text.contains("asks that something is corrected"))
            _ = try await town.ask("correction", "My name is Amal, and my worker is rude.")
            let desk = try await worker.get("/desk").text, home = try await worker.get(page).text
            #expect(desk.contains("Somebody in your care asks that something is corrected") && desk.contains(page))
            // In what words it was asked stays with the officer.
            #expect(home.contains("asks that something is corrected") && home.contains(details) && !home.contains("rude"))

            let form = try await worker.get(details).text
            #expect(form.contains("value=\"Canarygiven\"") && form.contains("value=\"1990-05-31\""))
            let second = try #require(SpokenLanguage(code: "tir", level: .basic, reads: .no))
            try await town.hub.archive.write { try $0.persons.setLanguages([SpokenLanguage(code: "arb", level: .native, reads: .yes), second].compactMap(\.self), of: town.newcomer) }
            let sent = [("given", "Zubaida"), ("family", ""), ("born", "1991"), ("gender", "woman"), ("language", "ckb"), ("level", "native"), ("reads", "yes"), ("shown_language", "arb")]
            #expect(try await worker.post(details, sent + [("version", "1")]).location == page)
            let after = try await worker.get(page).text
            #expect(after.contains("Zubaida") && after.contains("1991") && !after.contains("Canarygiven") && !after.contains("Canaryfamily"))
            // A form from before changes nothing; who typed the same is told nothing of it.
            #expect(try await worker.post(details, [("given", "Toolate")] + sent.dropFirst() + [("version", "1")]).status == 409)
            #expect(try await worker.post(details, sent + [("version", "1")]).location == page)
            let languages = try await town.hub.archive.read { try $0.persons.languages(of: [town.newcomer])[town.newcomer] ?? [] }
            #expect(Set(languages.map(\.code)) == ["ckb", "tir"])
            let file = try await town.asker.get("/my/file").text
            #expect(file.contains("Zubaida") && !file.contains("Canarygiven"))

            // A language that was known already takes nobody's place.
            let form2 = [("given", "Zubaida"), ("born", "1991"), ("gender", "woman"), ("language", "tir"), ("level", "native"), ("reads", "yes"), ("shown_language", "ckb"), ("version", "2")]
            #expect(try await worker.post(details, form2).status == 303)
            let kept = try await town.hub.archive.read { try $0.persons.languages(of: [town.newcomer])[town.newcomer] ?? [] }
            #expect(Set(kept.map(\.code)) == ["ckb", "tir"] && kept.first { $0.code == "tir" }?.level == .native)
        }
    }

    @Test(arguments: Engine.tested)
    func `who saves what somebody changed meanwhile sees both, and puts theirs in its place or leaves it`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker), page = "/households/\(town.household.text)", details = "/persons/\(town.newcomer.text)/details"
            let theirs = [("given", "Zubaida"), ("born", "1991"), ("gender", "woman"), ("language", "ckb"), ("level", "native"), ("reads", "yes"), ("shown_language", "arb")]
            #expect(try await worker.post(details, theirs + [("version", "1")]).location == page)
            let mine = [("given", "Typedhere"), ("born", "1991"), ("gender", "woman"), ("language", "tir"), ("level", "basic"), ("reads", "no")]
            let late = try await worker.post(details, mine + [("version", "1"), ("shown_language", "arb")]), text = late.text
            #expect(late.status == 409 && text.contains("Somebody saved this meanwhile") && text.contains("<bdi>Zubaida</bdi>") && text.contains("<bdi>Typedhere</bdi>"))
            #expect(text.contains("value=\"Typedhere\"") && text.contains("Tigrinya") && !text.contains("<bdi>1991</bdi>"))
            // It is made from what stands now, so that sending it once more counts; leaving it is a way back.
            #expect(text.contains("name=\"version\" value=\"2\"") && text.contains("name=\"shown_language\" value=\"ckb\"") && text.contains("Keep what they saved") && text.contains("href=\"\(page)\""))
            #expect(try await worker.get(page).text.contains("Zubaida"))
            #expect(try await worker.post(details, mine + [("version", "2"), ("shown_language", "ckb")]).location == page)
            let after = try await worker.get(page).text
            #expect(after.contains("Typedhere") && !after.contains("Zubaida"))
            #expect(try await town.hub.archive.read { try $0.persons.languages(of: [town.newcomer])[town.newcomer] ?? [] }.map(\.code) == ["tir"])
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody else can, and what is wrong is not saved`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let details = "/persons/\(town.newcomer.text)/details", sent = [("given", "Amal"), ("language", "arb"), ("level", "native"), ("reads", "yes")]
            try await town.browser.town.addCaseWorker("colleague@port-selby.example")
            let colleague = try await town.browser.signedIn("colleague@port-selby.example")
            #expect(try await colleague.get(details).status == 403)
            #expect(try await colleague.post(details, sent).status == 403)
            #expect(try await colleague.post("/households/\(town.household.text)/members", sent).status == 403)
            #expect(try await colleague.get("/households/\(town.household.text)/members/new").status == 403)
            _ = try await town.ask("correction", "x")
            #expect(try await !colleague.get("/desk").text.contains("asks that something is corrected"))
            let worker = try await town.browser.as(.caseWorker), refused = try await worker.post(details, [("given", ""), ("family", "Canarynew"), ("born", "2999-01-01")])
            #expect(refused.status == 422 && refused.text.contains("Canarynew") && refused.text.contains("Write the first name"))
            #expect(try await worker.get(details).text.contains("value=\"Canarygiven\""))
        }
    }

    @Test(arguments: Engine.tested)
    func `the same asked twice keeps the words that were typed`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            _ = try await town.ask("correction", "x")
            let again = try await town.asker.post("/my/requests", [("kind", "correction"), ("words", "My birth date as well")])
            #expect(again.status == 409 && again.text.contains("My birth date as well") && again.text.contains("The same was asked already"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a yes is taken back at the desk although the data is not used, and nothing else is said`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker), consents = "/persons/\(town.newcomer.text)/consents", page = "/households/\(town.household.text)"
            #expect(try await worker.post("\(consents)/share_with_match", [("decision", "given"), ("how", "spoken")]).status == 303)
            #expect(try await town.answer(try await town.ask("restriction"), "done").status == 303)
            let home = try await worker.get(page).text
            #expect(home.contains("\(consents)/share_with_match") && home.contains("They take it back") && !home.contains("They say yes") && !home.contains("Canarygiven"))
            #expect(try await worker.post("\(consents)/reminders", [("decision", "given"), ("how", "spoken")]).status == 404)
            town.browser.town.clock.advance(by: 60)
            #expect(try await worker.post("\(consents)/share_with_match", [("decision", "withdrawn"), ("how", "spoken")]).status == 303)
            let now = town.hub.now(), standing = try await town.hub.archive.read { try $0.consents.latest(of: [town.newcomer])[town.newcomer]?["share_with_match"] }
            #expect(standing?.decision == .withdrawn && standing?.permits(at: now) == false)
            let after = try await worker.get(page).text
            #expect(!after.contains("They take it back") && after.contains("Taken back on") && after.contains("is asked to delete it"))
        }
    }

    @Test(arguments: Engine.tested)
    func `two of one household whose data is not used are told apart by what they read on their own page, and no child’s name stands for them`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let hub = town.hub, worker = try await town.browser.as(.caseWorker), page = "/households/\(town.household.text)"
            for (name, born) in [("Omar", "1988"), ("Linacanary", "2017-01-02")] {
                #expect(try await worker.post(page + "/members", [("given", name), ("born", born)]).status == 303)
            }
            let before = try await worker.post("/people", [("q", "Nobodyknown")]).text
            #expect(!before.contains("No search finds someone"))
            #expect(try await town.answer(try await town.ask("restriction"), "done").status == 303)
            let other = try await hub.archive.read { db in
                try db.value("SELECT id FROM persons WHERE household_id = \(town.household) AND id <> \(town.newcomer) ORDER BY created_at, id LIMIT 1") as PersonID?
            }.orNotFound(), now = hub.now()
            try await hub.archive.write(by: .program(of: town.browser.town.organization), for: .dataProtection) { db, access in try access.restrict(other, at: now) }
            let text = try await worker.get(page).text, codes = [town.newcomer, other].map { hub.code(of: $0) }
            #expect(Set(codes).count == 2 && codes.allSatisfy { text.contains($0) } && text.contains("Since"))
            #expect(!text.contains("Household of <bdi>Linacanary") && !text.contains("Household of <bdi>\u{2068}Linacanary"))
            #expect(try await town.asker.get("/my").text.contains(codes[0]))
            #expect(try await worker.get("/people").text.contains("The household of someone whose data is not used for now"))
            #expect(try await worker.post("/people", [("q", "Canarygiven")]).text.contains("No search finds someone whose data is not used for now."))
        }
    }

    @Test(arguments: Engine.tested)
    func `however many others ask, the case worker hears of those in their care`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let hub = town.hub, organization = town.browser.town.organization, day = Day(hub.now(), in: .gmt)
            try await hub.archive.write { db in
                for _ in 0..<201 {
                    try db.requests.insert(DataRequest(
                        id: hub.newID(), organization: organization, person: hub.newID(), kind: .correction, channel: .own, askedOn: day.adding(days: -9), dueOn: day, words: nil,
                        prolongedOn: nil, reason: nil, answeredOn: nil, outcome: nil, answer: nil, kept: [], keptUntil: nil), by: nil)
                }
            }
            _ = try await town.ask("correction", "x")
            let worker = try await town.browser.as(.caseWorker)
            #expect(try await worker.get("/households/\(town.household.text)").text.contains("asks that something is corrected"))
            #expect(try await worker.get("/desk").text.contains("Somebody in your care asks that something is corrected"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a lost card and lost letters are stopped although the data is not used`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker), person = "/persons/\(town.newcomer.text)", page = "/households/\(town.household.text)"
            #expect(try await worker.post("\(person)/card", []).status == 200)
            #expect(try await town.answer(try await town.ask("restriction"), "done").status == 303)
            let home = try await worker.get(page).text
            #expect(home.contains("Someone whose data is not used") && home.contains("\(person)/card/revocation") && !home.contains("Canarygiven"))
            #expect(try await worker.post("\(person)/card", []).status == 404)
            #expect(try await worker.post("\(person)/card/revocation", []).status == 303)
            #expect(try await worker.post("\(person)/links/end", []).status == 303)
            let after = try await worker.get(page).text
            #expect(!after.contains("\(person)/card/revocation") && after.contains("Stopped on"))
        }
    }
}
