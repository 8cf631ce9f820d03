import Foundation
import House

extension Point {
    /// Kilometers of the straight line to another point on Earth taken as a ball (the haversine, R. W. Sinnott 1984).
    public func kilometers(to other: Point) -> Double {
        let radians = Double.pi / 180
        let north = (other.latitude - latitude) * radians / 2, east = (other.longitude - longitude) * radians / 2
        let a = sin(north) * sin(north) + cos(latitude * radians) * cos(other.latitude * radians) * sin(east) * sin(east)
        return 2 * 6371.0088 * asin(min(1, a.squareRoot()))
    }
}

extension Pace {
    /// Whole minutes one way by the quickest of these ways; nil where either end is not known.
    ///
    /// "Distance unknown" is not near: a round allows such a pair, gives it nothing for nearness, and says so.
    /// - Parameter travel: `walk`, `bicycle`, `bus`, `car`; whoever named none walks or takes the bus.
    public func minutes(from start: Point?, to end: Point?, by travel: Set<String>) -> Int? {
        guard let start, let end else { return nil }
        let way = start.kilometers(to: end) * detour
        let ways = travel.isEmpty ? ["walk", "bus"] : travel
        return ways.compactMap { minutes(kilometers: way, by: $0) }.min().map { Int($0.rounded(.up)) }
    }

    private func minutes(kilometers: Double, by way: String) -> Double? {
        switch way {
        case "walk": kilometers / walk * 60
        case "bicycle": kilometers / bicycle * 60
        case "bus": kilometers / bus * 60 + busWait
        case "car": kilometers / car * 60 + carWait
        default: nil
        }
    }
}
