import Foundation
import Identity
import Testing
import TestSupport
@testable import House

@Suite struct LongWorkTests {
    private let clock = TestClock(.testNoon), organization = OrganizationID(high: 1, low: 1)
    private let works: LongWork

    init() {
        let clock = clock
        works = LongWork(logger: silent, now: { clock.now })
    }

    @Test func `it tells how far it is, a second click begins nothing, and the end is told once`() async {
        let gate = Barrier()
        await works.begin(for: organization) { tell in
            try await tell(3, 8)
            await gate.pass()
            return 2
        }
        await gate.arrived()
        await works.begin(for: organization) { _ in 99 }
        #expect(await works.standing(of: organization) == .working(done: 3, all: 8))
        #expect(await works.standing(of: OrganizationID(high: 1, low: 2)) == nil)
        #expect(await works.takeEnd(of: organization) == nil)
        await gate.open()
        await works.settle(organization)
        #expect(await works.takeEnd(of: organization) == .done(left: 2))
        #expect(await works.standing(of: organization) == nil)
    }

    @Test func `told to stop, it goes no step further`() async {
        let gate = Barrier()
        await works.begin(for: organization) { tell in
            for step in 0... {
                try await tell(step, .max)
                if step == 1 { await gate.pass() }
            }
            return 0
        }
        await gate.arrived()
        async let stopping: Void = works.stop()
        await gate.open()
        await stopping
        #expect(await works.standing(of: organization) == nil)
    }

    @Test func `what fails is over, that is told once, and it can be begun again`() async {
        struct Broken: Error {}
        for _ in 0..<2 {
            await works.begin(for: organization) { _ in throw Broken() }
            await works.settle(organization)
            #expect(await works.standing(of: organization) == .over(.failed))
        }
        #expect(await works.takeEnd(of: organization) == .failed)
        #expect(await works.takeEnd(of: organization) == nil)
    }

    @Test func `an end that nobody came back for is forgotten after ten minutes`() async {
        await works.begin(for: organization) { _ in 1 }
        await works.settle(organization)
        clock.advance(by: 600)
        #expect(await works.standing(of: organization) == .over(.done(left: 1)))
        clock.advance(by: 1)
        #expect(await works.standing(of: organization) == nil)
    }
}
