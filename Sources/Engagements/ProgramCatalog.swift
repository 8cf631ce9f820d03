import House

/// The programs of this town.
public struct ProgramCatalog: Sendable {
    public let all: [Program]

    public init(_ resources: Resources) throws { all = [.sample] }

    public subscript(_ id: String) -> Program? { all.first { $0.id == id } }
}
