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
    /// Who has them in care.
    let role: Role
    /// The pages about whom this actor has in their care of these people; of all, where it is nil.
    let pages: @Sendable (Actor, [PersonID]?, any Connection) throws -> [PersonID: Route]

    public init(
        for role: Role, pages: @escaping @Sendable (Actor, [PersonID]?, any Connection) throws -> [PersonID: Route] = { _, _, _ in [:] },
        inCare: @escaping @Sendable (String, any Connection, inout Access) throws -> [Entry]
    ) { (self.role, self.pages, self.inCare) = (role, pages, inCare) }
}

extension Hub {
    /// The pages about those of these people, or of all, whom this actor has in their care in this role.
    public func pagesInCare(of actor: Actor, as role: Role, among people: [PersonID]? = nil, _ db: any Connection) throws -> [PersonID: Route] {
        guard actor.holds(role) else { return [:] }
        return try features.compactMap(\.personBook).filter { $0.role == role }.reduce(into: [:]) { all, book in all.merge(try book.pages(actor, people, db)) { one, _ in one } }
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
