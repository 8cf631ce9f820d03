import Storage
import Trust
import Web

/// All that one area gives to the house, so that the house needs to know nothing of the area.
public struct Feature: Sendable {
    public let name: String
    public let migrations: [Migration]
    /// The register of the area's personal fields.
    public let personalData: [FieldEntry]
    public let navigation: [NavigationItem]
    public let doors: @Sendable (Hub) -> [Door]

    public init(
        name: String, migrations: [Migration], personalData: [FieldEntry] = [], navigation: [NavigationItem] = [],
        doors: @escaping @Sendable (Hub) -> [Door]
    ) {
        (self.name, self.migrations, self.personalData) = (name, migrations, personalData)
        (self.navigation, self.doors) = (navigation, doors)
    }
}

extension Feature {
    /// The migrations of the kernel, before those of any area.
    public static let kernelMigrations = [SettingsStore.migration] + TrustMigrations.all
}
