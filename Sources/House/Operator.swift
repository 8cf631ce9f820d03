import Identity

extension Actor {
    /// Whoever sits at the machine itself and gives commands there; in the records their own pseudonym, in no list of users.
    public static func atTheConsole(of organization: OrganizationID) -> Actor {
        Actor(user: ID(high: 0, low: 1), person: ID(high: 0, low: 1), organization: organization, roles: [.administrator])
    }

    /// The program itself, where nobody stands behind what it does, such as sending a letter: it holds no role.
    public static func program(of organization: OrganizationID) -> Actor {
        Actor(user: ID(high: 0, low: 2), person: ID(high: 0, low: 2), organization: organization, roles: [])
    }

    /// Someone who came by a personal link: known by the person it was sent to, and holding no role.
    public static func byLink(_ person: PersonID, of organization: OrganizationID) -> Actor {
        Actor(user: ID(high: 0, low: 3), person: person, organization: organization, roles: [])
    }
}
