import Accounts
import Identity
import People
import Storage
import Trust

typealias Reader = SealingKeyHolder

/// The person whom notes are about, as the actor stands to them: in their care, named to read, or both.
struct Subject: Sendable {
    let person: Person
    let isInCare: Bool
    /// Whether something was ever sealed to the actor, and whether the key they have now opens any of it.
    let isNamed: Bool, canOpen: Bool
    let notes: [Note]
    /// Everyone here who has a key.
    let holders: [Reader]
    /// Those of them who can open a note: whoever writes the next one writes it for them.
    let readers: [Reader]

    /// Throws `Refusal.notFound` for a person of another organization, `.forbidden` for one who is neither in the actor's care nor entrusted to them.
    init(_ id: PersonID, _ db: any Connection, for actor: Actor) throws {
        person = try db.persons.find(id, visibleTo: actor, evenRestricted: true).orNotFound()
        let household = try person.household.flatMap { try db.households.find($0, visibleTo: actor) }
        isInCare = household?.relation(to: actor) == .assigned && actor.holds(.caseWorker)
        let (notes, holders) = (try db.notes.of(id), try db.sealingKeys.holders(in: actor.organization))
        (self.notes, self.holders) = (notes, holders)
        readers = notes.readers(among: holders)
        isNamed = notes.contains { $0.copy(of: actor.user) != nil }
        canOpen = readers.contains { $0.user == actor.user }
        guard isInCare || isNamed else { throw Refusal.forbidden }
    }

    /// As whom the actor opens the person's name.
    var relation: Relation { isNamed ? .entrusted : .assigned }

    /// Those that the key that this user has now does not open.
    func closed(to user: UserID) -> [Note] {
        let mark = holders.first { $0.user == user }?.mark
        return notes.filter { mark == nil || $0.copy(of: user)?.mark != mark }
    }

    /// Throws `Refusal.forbidden` for someone to whom nothing is sealed that they can open.
    func opened() throws -> Subject {
        guard canOpen else { throw Refusal.forbidden }
        return self
    }

    /// Everyone who has written a note here, as they are named.
    func writers(_ db: any Connection, _ access: inout Access) throws -> [UserID: String] {
        try db.staff.find(Array(Set(notes.map(\.writer)))).reduce(into: [:]) { $0[$1.user] = try access.name(of: $1) }
    }
}

extension Access {
    /// What is otherwise with the readers than this form was shown; nil for one that comes back for another reason.
    mutating func change(_ returned: Returned?, from seen: SeenReaders, naming chosen: Set<UserID>, to subject: Subject, in db: any Connection) throws -> ReaderChange? {
        guard case NoteProblem.readersChanged? = returned?.cause else { return nil }
        let known = Set(seen.readers.keys).union(chosen).union(subject.readers.map(\.user))
        let names = try db.staff.ever(in: actor.organization).filter { known.contains($0.user) }.map { ($0.user, try name(of: $0)) }
        return ReaderChange(from: seen, to: SeenReaders(subject), naming: chosen, names)
    }

    mutating func names(of readers: [Reader]) throws -> [NamedReader] { try readers.map { NamedReader(user: $0.user, name: try name(of: $0.member)) } }
}

/// A reader as pages show them.
struct NamedReader: Sendable {
    let user: UserID
    let name: String
}
