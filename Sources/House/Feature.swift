import Identity
import Messaging
import Storage
import Trust
import Web

/// All that one area gives to the house, so that the house needs to know nothing of the area.
public struct Feature: Sendable {
    public let name: String
    public let migrations: [Migration]
    /// The register of the area's personal fields.
    public var personalData: [FieldEntry] = []
    public var navigation: [NavigationItem] = []
    /// What it writes to people.
    public var letters: [Letter] = []
    public var jobs: [Job] = []
    public var reactions: [Reaction] = []
    public var panels: [Panel] = []
    /// What it holds about a person, for their own file.
    public var file: [FileSource] = []
    public var desk: [DeskSource] = []
    public var figures: [DeskFigureSource] = []
    /// How it knows to reach people by mail.
    public var addressBook: AddressBook?
    /// Whom it knows of an organization.
    public var people: KnownPeople?
    /// Lists that a town may bring along, in the browser and by command.
    public var lists: @Sendable (Hub) -> [ListImport] = { _ in [] }
    /// What it reads in the lists of other areas.
    public var listReaders: [ListReader] = []
    /// How its rows about someone go.
    public var erasure: Erasure?
    /// How long it keeps what.
    public var retention: [RetentionRule] = []
    /// When it last worked with people.
    public var lastWork: LastWork?
    /// How it knows the people at its desk.
    public var personBook: PersonBook?
    /// Who is a child, where it keeps apart from people when they were born.
    public var toldChild: ToldChild?
    /// How it knows what case workers have in care.
    public var careload: Careload?
    /// What it does once a backup was put in place: what has happened since the backup was made must not be undone by it.
    public var afterRestore: (@Sendable (Hub) async throws -> Void)?
    public let doors: @Sendable (Hub) -> [Door]

    public init(
        name: String, migrations: [Migration], personalData: [FieldEntry] = [], navigation: [NavigationItem] = [],
        letters: [Letter] = [], jobs: [Job] = [], reactions: [Reaction] = [], panels: [Panel] = [],
        file: [FileSource] = [], desk: [DeskSource] = [], figures: [DeskFigureSource] = [],
        addressBook: AddressBook? = nil, people: KnownPeople? = nil, lists: @escaping @Sendable (Hub) -> [ListImport] = { _ in [] },
        listReaders: [ListReader] = [], erasure: Erasure? = nil, retention: [RetentionRule] = [], lastWork: LastWork? = nil,
        personBook: PersonBook? = nil, toldChild: ToldChild? = nil, careload: Careload? = nil, afterRestore: (@Sendable (Hub) async throws -> Void)? = nil,
        doors: @escaping @Sendable (Hub) -> [Door]
    ) {
        (self.name, self.migrations, self.personalData) = (name, migrations, personalData)
        (self.navigation, self.letters, self.jobs, self.reactions) = (navigation, letters, jobs, reactions)
        (self.file, self.panels, self.desk, self.figures, self.lists, self.doors) = (file, panels, desk, figures, lists, doors)
        (self.addressBook, self.people) = (addressBook, people)
        self.listReaders = listReaders
        (self.erasure, self.retention, self.lastWork, self.personBook) = (erasure, retention, lastWork, personBook)
        (self.toldChild, self.careload, self.afterRestore) = (toldChild, careload, afterRestore)
    }
}

/// How one area tells whom it knows of an organization.
public typealias KnownPeople = @Sendable (OrganizationID, any Connection) throws -> [PersonID]

extension Hub {
    /// Everyone whom any area knows of an organization, each once.
    public func people(of organization: OrganizationID, _ db: any Connection) throws -> [PersonID] {
        Array(Set(try features.compactMap(\.people).flatMap { try $0(organization, db) }))
    }

    /// Every list that a town may bring along.
    public var lists: [ListImport] { features.flatMap { $0.lists(self) } }

    /// Whether this person came with any of them.
    public func isFromList(_ person: PersonID, _ db: any Connection) throws -> Bool { try lists.contains { try $0.brought(person, db) } }
}

extension Feature {
    /// The migrations of the kernel, before those of any area.
    public static let kernelMigrations = [SettingsStore.migration] + TrustMigrations.all + [.outbox, .jobs, .personalLinks]
}
