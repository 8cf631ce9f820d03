import Localization

/// What an area understood of a row in another area's list; carried along until the row is stored.
public protocol ListWords: Sendable {}

/// What was understood of a row, what was odd about it, and what must be kept as it stands.
public struct ListReading: Sendable {
    public var words: (any ListWords)?
    /// Fields whose cell could not be read whole, each with what was odd; nil where nothing was.
    public private(set) var kept: [(field: String, warning: Message?)] = []
    public init() {}

    public mutating func keep(_ field: String, _ warning: Message? = nil) { kept.append((field, warning)) }
}

/// Reads the columns of a list that another area's things are made of: needs, in a list of households.
public struct ListReader: Sendable {
    /// The last part of the list's address, such as `households`.
    public let list: String
    public let read: @Sendable (CSVRecord) -> ListReading

    public init(list: String, read: @escaping @Sendable (CSVRecord) -> ListReading) { (self.list, self.read) = (list, read) }
}
