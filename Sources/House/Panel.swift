import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// A part that one area hangs on the page of another: a household's page shows engagements without knowing them.
public struct Panel: Sendable {
    public enum Place: Sendable, Hashable {
        /// The case worker's page of a household, by its id.
        case household
        /// The coordinator's page of a volunteer, by the person's id.
        case volunteer
        /// My Tessera, by the person's own id.
        case own
        /// My file, by the person's own id.
        case file
        /// Where the data protection officer begins, by the organization's id.
        case dataProtection
    }
    public let place: Place
    private let prepare: @Sendable (String, Hub, any Connection, inout Access) throws -> (any Part)?

    /// - Parameter prepare: gets the id of what the page is about; nil where there is nothing to show.
    public init(on place: Place, _ prepare: @escaping @Sendable (String, Hub, any Connection, inout Access) throws -> (any Part)?) {
        (self.place, self.prepare) = (place, prepare)
    }

    func part(_ id: String, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> (any Part)? {
        try prepare(id, hub, db, &access)
    }
}

/// Values in, markup out, as a part of a page: begins with an `h2`.
public protocol Part: Sendable {
    /// Parts with invented values, each rendered by the tests in every language.
    static var samples: [Self] { get }
    func html(_ say: Speech, _ token: FormToken) -> HTML
    /// What of it goes on paper, where nothing can be pressed; nil for nothing.
    func paper(_ say: Speech) -> HTML?
}

extension Part {
    public func paper(_ say: Speech) -> HTML? { nil }
}

extension Hub {
    /// What all areas hang on this place, in the order of the features.
    public func parts(on place: Panel.Place, of id: String, _ db: any Connection, _ access: inout Access) throws -> [any Part] {
        var parts: [any Part] = []
        for panel in features.flatMap(\.panels) where panel.place == place {
            if let part = try panel.part(id, self, db, &access) { parts.append(part) }
        }
        return parts
    }
}
