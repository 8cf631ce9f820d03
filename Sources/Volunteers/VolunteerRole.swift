import House

/// Something volunteers can do, and what it asks of them.
public struct VolunteerRole: Sendable, Hashable, Identifiable {
    public let id: String
    public let picture: String
    public let name: LocalWords
    /// One plain sentence of what it is.
    public let about: LocalWords
    /// Whether the work is with children, or in homes where children are.
    public let isWithChildren: Bool
    public let requirements: [Requirement]

    public init(id: String, picture: String, name: LocalWords, about: LocalWords, isWithChildren: Bool, requirements: [Requirement]) {
        (self.id, self.picture, self.name, self.about) = (id, picture, name, about)
        (self.isWithChildren, self.requirements) = (isWithChildren, requirements)
    }
}
