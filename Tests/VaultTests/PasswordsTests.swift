import Foundation
import Synchronization
import Testing
@testable import Vault

struct PasswordsTests {
    /// Cheap, so that tests are quick.
    private let passwords = Passwords(cost: .init(memory: 8192, passes: 1))

    @Test func `the right password is accepted and a wrong one not`() async throws {
        let stored = try await passwords.hash("seven green bicycles")
        #expect(try await passwords.verify("seven green bicycles", against: stored))
        #expect(try await !passwords.verify("seven green bicycle", against: stored))
    }

    @Test func `an unknown user never signs in`() async throws {
        #expect(try await !passwords.verify("seven green bicycles", against: nil))
    }

    @Test func `for an unknown user the same hash is reckoned as for a known one`() async throws {
        // A cost that no machine can pay: whoever reckons nothing would answer all the same.
        let unpayable = Passwords(cost: .init(memory: .max, passes: 1))
        await #expect(throws: PasswordFailure.outOfMemory) { try await unpayable.verify("guess", against: nil) }
    }

    // ASVS 11.2.3 11.4.2 11.4.4
    @Test func `the hash is argon2id in the PHC format and names its cost`() async throws {
        #expect(try await passwords.hash("x").hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
    }

    @Test func `the same password has another hash each time`() async throws {
        let (a, b) = (try await passwords.hash("x"), try await passwords.hash("x"))
        #expect(a != b)
    }

    // ASVS 11.2.2
    @Test func `a hash of another cost is to be made anew`() async throws {
        let stored = try await passwords.hash("x")
        #expect(!passwords.needsRehash(stored))
        #expect(Passwords().needsRehash(stored))
        #expect(passwords.needsRehash("no hash"))
    }

    @Test(arguments: ["", "no hash", "$argon2id$v=19$m=8,t=1,p=1$"])
    func `what is no hash matches nothing`(stored: String) async throws {
        #expect(try await !passwords.verify("", against: stored))
    }

    @Test func `an accent typed in two ways is one password`() async throws {
        let stored = try await passwords.hash("cafe\u{301}")
        #expect(try await passwords.verify("caf\u{E9}", against: stored))
    }

    // ASVS 6.2.8
    @Test func `a password is compared to its end`() async throws {
        let long = String(repeating: "a", count: 127)
        #expect(try await !passwords.verify(long + "b", against: passwords.hash(long + "c")))
    }

    // ASVS 1.4.2
    @Test func `a cost no memory can pay fails and does not crash`() async {
        let greedy = Passwords(cost: .init(memory: 1 << 60, passes: 1))
        await #expect(throws: PasswordFailure.outOfMemory) { try await greedy.hash("x") }
    }
}

struct WorkGateTests {
    // ASVS 2.4.1 15.2.2
    @Test(.timeLimit(.minutes(1))) func `the nineteenth at once is refused and the others are served`() async throws {
        let gate = WorkGate(running: 2, waiting: 16), passwords = Passwords(cost: .init(memory: 8192, passes: 1), gate: gate)
        let block = DispatchSemaphore(value: 0)
        let served = try await withThrowingTaskGroup { group in
            for _ in 0..<18 { group.addTask { try await gate.run { block.wait() } } }
            while gate.count < 18 { await Task.yield() }
            await #expect(throws: PasswordFailure.tooBusy) { try await passwords.hash("x") }
            for _ in 0..<18 { block.signal() }
            return try await group.reduce(0) { count, _ in count + 1 }
        }
        #expect(served == 18)
        #expect(gate.count == 0)
        #expect(try await !passwords.hash("x").isEmpty)
    }

    @Test func `never more than two run at a time`() async throws {
        let gate = WorkGate(running: 2, waiting: 16), running = Tally()
        try await withThrowingTaskGroup { group in
            for _ in 0..<18 { group.addTask { try await gate.run { running.visit() } } }
            try await group.waitForAll()
        }
        #expect((1...2).contains(running.most))
    }

    @Test func `a failing piece of work frees its place`() async throws {
        let gate = WorkGate(running: 1, waiting: 0)
        await #expect(throws: PasswordFailure.outOfMemory) { try await gate.run { throw PasswordFailure.outOfMemory } }
        #expect(try await gate.run { 7 } == 7)
    }

    private final class Tally: Sendable {
        private let state = Mutex((now: 0, most: 0))
        var most: Int { state.withLock { $0.most } }

        func visit() {
            state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            Thread.sleep(forTimeInterval: 0.01)
            state.withLock { $0.now -= 1 }
        }
    }
}
