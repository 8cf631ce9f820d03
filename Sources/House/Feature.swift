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
    public var desk: [DeskSource] = []
    public var figures: [DeskFigureSource] = []
    /// What it reads in the lists of other areas.
    public var listReaders: [ListReader] = []
    public let doors: @Sendable (Hub) -> [Door]

    public init(
        name: String, migrations: [Migration], personalData: [FieldEntry] = [], navigation: [NavigationItem] = [],
        letters: [Letter] = [], jobs: [Job] = [], reactions: [Reaction] = [], panels: [Panel] = [],
        desk: [DeskSource] = [], figures: [DeskFigureSource] = [], listReaders: [ListReader] = [],
        doors: @escaping @Sendable (Hub) -> [Door]
    ) {
        (self.name, self.migrations, self.personalData) = (name, migrations, personalData)
        (self.navigation, self.letters, self.jobs, self.reactions) = (navigation, letters, jobs, reactions)
        (self.panels, self.desk, self.figures, self.doors) = (panels, desk, figures, doors)
        self.listReaders = listReaders
    }
}

extension Feature {
    /// The migrations of the kernel, before those of any area.
    public static let kernelMigrations = [SettingsStore.migration] + TrustMigrations.all + [.outbox]
}
