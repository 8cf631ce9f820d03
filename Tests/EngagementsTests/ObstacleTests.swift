import Engagements
import Testing

@Suite struct ObstacleTests {
    @Test(arguments: [Obstacle.specialistOnly, .notCleared, .notClearedForChildren, .refused])
    func `what keeps people safe is vetting`(_ obstacle: Obstacle) {
        #expect(obstacle.isVetting)
    }
}
