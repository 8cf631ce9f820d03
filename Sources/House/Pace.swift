/// How fast people get about town, as the hub sets it: what minutes are reckoned from, since a round asks no map service.
public struct Pace: Sendable, Equatable {
    /// Kilometers an hour, door to door but for the waiting.
    public var walk = 4.5, bicycle = 13.0, bus = 14.0, car = 25.0
    /// Minutes added to each way, for the stop and the bus, and for the car and its place to park.
    public var busWait = 10.0, carWait = 5.0
    /// How much longer the way is than the straight line.
    public var detour = 1.3

    public init() {}

    /// The settings by their names, all above 0 but the waits, which may be 0.
    static let names: [(String, any WritableKeyPath<Pace, Double> & Sendable)] = [
        ("walk", \.walk), ("bicycle", \.bicycle), ("bus", \.bus), ("car", \.car),
        ("bus_wait", \.busWait), ("car_wait", \.carWait), ("detour", \.detour),
    ]

    /// Sets one by its name; false where there is none of it, or the value makes no sense.
    public mutating func set(_ name: String, to value: Double) -> Bool {
        guard let path = Self.names.first(where: { $0.0 == name })?.1, value.isFinite, value > 0 || (value == 0 && name.hasSuffix("_wait")) else { return false }
        guard name != "detour" || value >= 1 else { return false }
        self[keyPath: path] = value
        return true
    }

    /// `walk=4.5 bicycle=13.0 …`, as an operator reads and writes it.
    public var text: String { Self.names.map { "\($0.0)=\(self[keyPath: $0.1])" }.joined(separator: " ") }

    /// Takes over what the text names; nil where a part of it can't be read.
    public func changed(by text: String) -> Pace? {
        var pace = self
        for pair in text.split(separator: " ") {
            let halves = pair.split(separator: "=")
            guard halves.count == 2, let value = Double(halves[1]), pace.set(String(halves[0]), to: value) else { return nil }
        }
        return pace
    }
}
