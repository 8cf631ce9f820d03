import Identity
import Localization
import Storage
import Trust
import Web

/// What one area holds about a person, told to that person in their own words and language.
public struct FileSource: Sendable {
    public let title: Message
    public let picture: String
    /// The columns of the register that the lines tell; a test sees that no area leaves one out.
    public let fields: [FieldEntry]
    /// What the rows themselves say of where they came from, besides what the register does.
    private var learned: @Sendable (PersonID, Hub, any Connection) throws -> Set<Origin> = { _, _, _ in [] }
    /// What the paper says instead, where no worker who prints the file for them may open it; nil where it is printed.
    public private(set) var instead: Message?
    /// Reads it for the person themselves, in a constant number of queries.
    public let read: @Sendable (PersonID, Hub, any Connection, inout Access) throws -> [FileLine]

    public init(
        _ title: Message, picture: String, fields: [FieldEntry],
        read: @escaping @Sendable (PersonID, Hub, any Connection, inout Access) throws -> [FileLine]
    ) {
        (self.title, self.picture, self.fields, self.read) = (title, picture, fields, read)
    }

    /// The same, asking the rows where they came from.
    public func learning(_ learned: @escaping @Sendable (PersonID, Hub, any Connection) throws -> Set<Origin>) -> FileSource {
        var source = self
        source.learned = learned
        return source
    }

    /// The same, left off what a worker prints for them.
    public func unprinted(saying instead: Message) -> FileSource {
        var source = self
        source.instead = instead
        return source
    }

    /// What is held, with where it came from; nil where nothing is.
    fileprivate func section(of person: PersonID, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> FileSection? {
        let lines = try read(person, hub, db, &access)
        guard !lines.isEmpty else { return nil }
        let origins = fields.reduce(into: try learned(person, hub, db)) { $0.formUnion($1.origins) }
        return FileSection(title, picture: picture, lines: lines, fields: fields, origins: origins)
    }
}

/// One thing that is held about someone.
public struct FileLine: Sendable {
    public let name: Message
    /// What is held, in the reader's language where it is not their own words.
    public let text: @Sendable (Speech) -> String
    /// More about it, such as how well a language is spoken.
    public let detail: Message?
    /// As another program reads it, whatever the language: a day as `2026-11-28`; nil where `text` is all there is.
    public let data: String?

    public init(_ name: Message, detail: Message? = nil, data: String? = nil, text: @escaping @Sendable (Speech) -> String) {
        (self.name, self.detail, self.data, self.text) = (name, detail, data, text)
    }

    /// As it was written down.
    public init(_ name: Message, _ written: String, detail: Message? = nil) { self.init(name, detail: detail) { _ in written } }
    public init(_ name: Message, _ said: Message, detail: Message? = nil) { self.init(name, detail: detail) { $0.plain(said) } }
    public init(_ name: Message, _ day: Day, detail: Message? = nil) { self.init(name, detail: detail, data: day.description) { $0.day(day) } }
    public init(_ name: Message, _ words: LocalWords, detail: Message? = nil) { self.init(name, detail: detail) { words.text(in: $0.language).text } }
}

/// What one area holds, read.
public struct FileSection: Sendable {
    public let title: Message
    public let picture: String
    public let lines: [FileLine]
    /// What the register says of it, and where it came from.
    public let fields: [FieldEntry], origins: Set<Origin>
    public init(_ title: Message, picture: String, lines: [FileLine], fields: [FieldEntry] = [], origins: Set<Origin> = []) {
        (self.title, self.picture, self.lines, self.fields, self.origins) = (title, picture, lines, fields, origins)
    }
}

extension Hub {
    /// All that the areas hold about the actor, in the order of the features; areas that hold nothing are left out.
    ///
    /// - Parameter isPrinted: a worker prints it for them, and what is for nobody of the staff to print is not even opened.
    public func file(_ db: any Connection, _ access: inout Access, isPrinted: Bool = false) throws -> [FileSection] {
        var sections: [FileSection] = []
        for source in features.flatMap(\.file) where !isPrinted || source.instead == nil {
            if let section = try source.section(of: access.actor.person, self, db, &access) { sections.append(section) }
        }
        return sections
    }
}
