import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import Protection
import Storage
import Testing
import TestSupport
import Vault

/// Forms that were opened before something changed about who reads.
@Suite struct StaleFormTests {
    @Test(arguments: Engine.tested)
    func `a form from before a reader was taken out does not put them back; it says what changed and keeps what was chosen`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator, .officer])
            let reader = try await town.browser.as(.coordinator), hidden = town.hidden(in: try await reader.get("\(town.page)/readers").text)
            #expect(try await town.setReaders([.coordinator], as: .coordinator).status == 303)
            let chosen = try await town.named([.coordinator, .officer, .caseWorker])
            let late = try await reader.post("\(town.page)/readers", [("key", Accounts.demoPassword)] + chosen + hidden)
            #expect(late.status == 409 && late.text.contains("Not among those who can read any more") && late.text.contains("Daniel Reyes"))
            for (_, user) in chosen { #expect(late.text.contains("value=\"\(user)\"  checked")) }
            #expect(try await town.read(as: .officer).status == 403)
            // Who looked at it, and still wants it, sends it again.
            #expect(try await reader.post("\(town.page)/readers", [("key", Accounts.demoPassword)] + chosen + town.hidden(in: late.text)).status == 303)
            #expect(try await town.read(as: .officer).text.contains(SealedTown.words))
        }
    }

    @Test(arguments: Engine.tested)
    func `a stale form that comes back for a wrong password is still stale`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator, .officer])
            let reader = try await town.browser.as(.coordinator), hidden = town.hidden(in: try await reader.get("\(town.page)/readers").text)
            #expect(try await town.setReaders([.coordinator], as: .coordinator).status == 303)
            let chosen = try await town.named([.coordinator, .officer])
            let slip = try await reader.post("\(town.page)/readers", [("key", "not the password")] + chosen + hidden)
            #expect(slip.status == 422)
            let right = try await reader.post("\(town.page)/readers", [("key", Accounts.demoPassword)] + chosen + town.hidden(in: slip.text))
            #expect(right.status == 409 && right.text.contains("Not among those who can read any more"))
            #expect(try await town.read(as: .officer).status == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `a first note that comes back without its words takes in no key that was made meanwhile`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker), hidden = town.hidden(in: try await worker.get("\(town.page)/new").text)
            _ = try await town.makeKey(.coordinator)
            let named = try await town.named([.coordinator, .officer]), empty = try await worker.post(town.page, [("words", "")] + named + hidden)
            #expect(empty.status == 422)
            #expect(try await worker.post(town.page, [("words", "Canaryfirst")] + named + town.hidden(in: empty.text)).status == 409)
            #expect(try await town.count("SELECT count(*) FROM protection_notes") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a note goes to nobody whom its writer was not shown, and what they wrote is kept`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let worker = try await town.browser.as(.caseWorker), hidden = town.hidden(in: try await worker.get("\(town.page)/new").text)
            #expect(try await town.setReaders([.coordinator, .officer], as: .coordinator).status == 303)
            let late = try await worker.post(town.page, [("words", "Canarylate")] + hidden)
            #expect(late.status == 409 && late.text.contains("Canarylate</textarea>") && late.text.contains("New among those who can read") && late.text.contains("Daniel Reyes"))
            #expect(try await town.count("SELECT count(*) FROM protection_notes") == 1)
            #expect(try await worker.post(town.page, [("words", "Canarylate")] + town.hidden(in: late.text)).status == 303)
            #expect(try await town.read(as: .officer).text.contains("Canarylate"))
        }
    }

    @Test(arguments: Engine.tested)
    func `the first note is not sealed to a key that its writer was not shown, nor left with fewer readers than they named`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker), hidden = town.hidden(in: try await worker.get("\(town.page)/new").text)
            let fields = try await [("words", "Canaryfirst")] + town.named([.coordinator, .officer]) + hidden
            _ = try await town.makeKey(.coordinator)
            let rekeyed = try await worker.post(town.page, fields)
            #expect(rekeyed.status == 409 && rekeyed.text.contains("With another key by now") && rekeyed.text.contains("Canaryfirst</textarea>"))
            let again = try await [("words", "Canaryfirst")] + town.named([.coordinator, .officer]) + town.hidden(in: rekeyed.text), officer = try await town.user(.officer).text
            #expect(try await town.browser.as(.administrator).post("/users/\(officer)/closure").status == 303)
            let left = try await worker.post(town.page, again)
            #expect(left.status == 409 && left.text.contains("Daniel Reyes"))
            #expect(try await town.count("SELECT count(*) FROM protection_notes") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a form without what was shown, or with words of others, seals nothing`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let reader = try await town.browser.as(.coordinator), named = try await town.named([.coordinator, .officer])
            for seen in ["", "x", "x:y z", ":", String(repeating: "a:b ", count: 3000)] {
                #expect(try await reader.post("\(town.page)/readers", [("key", Accounts.demoPassword), ("seen_readers", seen), ("seen_holders", seen)] + named).status == 409)
            }
            #expect(try await town.read(as: .officer).status == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `too many tries keep what was chosen, and say after how long another one counts`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write()
            let reader = try await town.browser.as(.coordinator), hidden = town.hidden(in: try await reader.get("\(town.page)/readers").text), chosen = try await town.named([.officer])
            for _ in 1...10 { #expect(try await reader.post("\(town.page)/reading", [("key", "not the password")]).status == 422) }
            let answer = try await reader.post("\(town.page)/readers", [("key", Accounts.demoPassword)] + chosen + hidden)
            #expect(answer.status == 429 && answer.text.contains("value=\"\(chosen[0].1)\"  checked") && answer.text.contains("Too many tries"))
            #expect(answer.headers[.retryAfter] == "30")
            let reading = try await reader.post("\(town.page)/reading", [("key", Accounts.demoPassword)])
            #expect(reading.status == 429 && reading.text.contains("Open the notes"))
        }
    }

    @Test func `a hub that is too busy is said beside the field, under its own status; a refusal is none that a form could mend`() throws {
        let busy = try Returned(PasswordFailure.tooBusy, beside: "key")
        #expect(busy.problem.field == "key" && busy.cause?.status.code == 503 && busy.cause?.retryAfter == 5)
        #expect(throws: Refusal.self) { try Returned(Refusal.forbidden, beside: "key") }
    }

    @Test(arguments: Engine.tested)
    func `whoever takes a reader out is told of the notes that stay sealed to them, how many, and whom to ask`(_ engine: Engine) async throws {
        try await withSealedTown(on: engine) { (town) async throws in
            try await town.write(for: [.coordinator])
            let reader = try await town.browser.as(.coordinator)
            #expect(try await !reader.get("\(town.page)/readers").text.contains("not sealed to you"))
            // A note from a time when only the officer read.
            _ = try await town.makeKey(.coordinator)
            try await town.write(for: [.officer])
            #expect(try await town.setReaders([.coordinator, .officer], as: .officer).status == 303)
            let page = try await reader.get("\(town.page)/readers").text
            #expect(page.contains("One more note is not sealed to you") && page.contains("Nobody who works here can open them now"))
        }
    }
}
