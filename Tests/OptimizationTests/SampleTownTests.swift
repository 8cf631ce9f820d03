import Optimization
import Testing

struct SampleTownTests {
    @Test(arguments: SampleTown.Kind.allCases, Goal.allCases)
    func `markets of every kind are solved and proved`(_ kind: SampleTown.Kind, _ goal: Goal) throws {
        for isDistinct in [true, false] {
            let market = try SampleTown(kind, needs: 300, isDistinct: isDistinct).market()
            let solution = try market.solve(for: goal)
            #expect(throws: Never.self) { try Verifier(of: market).verify(solution) }
            #expect(solution.served > 100)
            let byAuction = try market.solve(for: goal, patience: -1)
            #expect(throws: Never.self) { try Verifier(of: market).verify(byAuction) }
            #expect(byAuction.standing.decided(by: goal) == solution.standing.decided(by: goal))
        }
    }

    @Test func `a recipe always gives the same market`() throws {
        #expect(try SampleTown(.town, needs: 50).market() == SampleTown(.town, needs: 50).market())
    }
}
