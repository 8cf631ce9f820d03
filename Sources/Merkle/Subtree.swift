/// A complete part of a tree: the 2^`level` leaves from `place` · 2^`level` on, counted from 0.
///
/// Its hash never changes once its last leaf is there, so it may be stored.
public struct Subtree: Hashable, Sendable {
    public let level: Int, place: Int

    public init(level: Int, place: Int) { (self.level, self.place) = (level, place) }

    /// How many leaves there are when the last of this part has come.
    public var end: Int { (place + 1) << level }

    /// The complete parts that make up a tree of so many leaves, the largest first: one for each bit of the size.
    public static func peaks(of size: Int) -> [Subtree] {
        (0..<Int.bitWidth - 1).reversed().filter { size >> $0 & 1 == 1 }.map { Subtree(level: $0, place: (size >> $0) - 1) }
    }
}
