import Identity

extension Actor {
    /// Whoever sits at the machine itself and gives commands there; in the records their own pseudonym, in no list of users.
    public static func atTheConsole(of organization: OrganizationID) -> Actor {
        Actor(user: ID(high: 0, low: 1), person: ID(high: 0, low: 1), organization: organization, roles: [.administrator])
    }
}
