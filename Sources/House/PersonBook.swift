import Identity
import Markup
import Storage
import Trust

/// How one area knows people at its desk, for what other areas do for someone who stands there.
public struct PersonBook: Sendable {
    public struct Entry: Sendable {
        public let person: PersonID
        public let name: String
        public init(_ person: PersonID, _ name: String) { (self.person, self.name) = (person, name) }
    }
    /// Those whom the page of this id is about, by name, where the actor has them in their care; nobody else.
    let inCare: @Sendable (String, any Connection, inout Access) throws -> [Entry]
    /// The pages about all whom this actor has in their care.
    let pages: @Sendable (Actor, any Connection) throws -> [PersonID: Route]

    public init(
        pages: @escaping @Sendable (Actor, any Connection) throws -> [PersonID: Route] = { _, _ in [:] },
        inCare: @escaping @Sendable (String, any Connection, inout Access) throws -> [Entry]
    ) { (self.pages, self.inCare) = (pages, inCare) }
}

extension Hub {
    /// The pages about all whom this actor has in their care.
    public func pagesInCare(of actor: Actor, _ db: any Connection) throws -> [PersonID: Route] {
        try features.compactMap(\.personBook).reduce(into: [:]) { all, book in all.merge(try book.pages(actor, db)) { one, _ in one } }
    }

    /// Those in the actor's care whom the page of this id is about: a household's members, or the one volunteer.
    public func peopleInCare(on id: String, _ db: any Connection, _ access: inout Access) throws -> [PersonBook.Entry] {
        for book in features.compactMap(\.personBook) {
            let found = try book.inCare(id, db, &access)
            if !found.isEmpty { return found }
        }
        return []
    }
}
