import Accounts
import Identity
import Localization
import Markup
import Web

/// Who read the notes, and who could be named, each by their key, when a page was shown. It lies hidden in the form of the page, so that
/// nothing is sealed to somebody whom its sender was not shown, and nobody who was taken out meanwhile comes back in.
struct SeenReaders: Sendable, Equatable {
    /// The mark of the key of each.
    let readers: [UserID: String], holders: [UserID: String]

    init(_ subject: Subject) { (readers, holders) = (Self.marks(subject.readers), Self.marks(subject.holders)) }
    init(_ fields: Fields) { (readers, holders) = (Self.read(fields["seen_readers"]), Self.read(fields["seen_holders"])) }

    /// What a form carries from now on: as things stand where it is new or says what has changed, and else what it carried before,
    /// so that a slip of the pen takes in nothing that nobody was told.
    init(_ returned: Returned?, sent: SeenReaders, now subject: Subject) {
        switch returned?.cause {
        case NoteProblem.readersChanged?, NoteProblem.alreadySealed?: self.init(subject)
        default: self = returned == nil ? SeenReaders(subject) : sent
        }
    }

    var html: HTML {
        """
        <input type="hidden" name="seen_readers" \(.value(Self.written(readers)))><input type="hidden" name="seen_holders" \(.value(Self.written(holders)))>
        """
    }

    /// Throws `NoteProblem.readersChanged` where others read now, or one of those chosen is not there as they were shown.
    func check(_ chosen: Set<UserID>, against now: SeenReaders) throws {
        guard readers == now.readers, chosen.allSatisfy({ holders[$0] == now.holders[$0] }) else { throw NoteProblem.readersChanged }
    }

    private static func marks(_ readers: [Reader]) -> [UserID: String] { readers.reduce(into: [:]) { $0[$1.user] = $1.mark } }
    private static func written(_ marks: [UserID: String]) -> String { marks.map { "\($0.key.text):\($0.value)" }.sorted().joined(separator: " ") }

    private static func read(_ text: String) -> [UserID: String] {
        text.split(separator: " ").reduce(into: [:]) { marks, one in
            let parts = one.split(separator: ":", maxSplits: 1)
            if parts.count == 2, let user = UserID(String(parts[0])) { marks[user] = String(parts[1]) }
        }
    }
}

/// What is otherwise with the readers than a form was shown, by name.
struct ReaderChange: Sendable {
    var gone: [String] = [], new: [String] = [], rekeyed: [String] = []

    /// - Parameters:
    ///   - chosen: those whom the form names.
    ///   - names: of everyone who has worked here; whoever else a form may hold is passed over.
    init(from seen: SeenReaders, to now: SeenReaders, naming chosen: Set<UserID>, _ names: [(user: UserID, name: String)]) {
        for (user, name) in names {
            let wasReader = seen.readers[user] != nil, isReader = now.readers[user] != nil
            let key = seen.readers[user] ?? (chosen.contains(user) ? seen.holders[user] : nil), mark = now.holders[user]
            if let key, let mark, mark != key { rekeyed.append(name) } else if wasReader && !isReader || key != nil && mark == nil { gone.append(name) } else if isReader, !wasReader {
                new.append(name)
            }
        }
    }

    func html(_ say: Speech) -> HTML {
        """
        \(gone.isEmpty ? nil : "<p>\(say("Not among those who can read any more: \(say.list(gone), "names")."))</p>")
        \(new.isEmpty ? nil : "<p>\(say("New among those who can read: \(say.list(new), "names")."))</p>")
        \(rekeyed.isEmpty ? nil : "<p>\(say("With another key by now: \(say.list(rekeyed), "names")."))</p>")
        """
    }

    static let sample = ReaderChange(gone: ["Iryna Bondar"], new: ["Grace Okafor"], rekeyed: ["Daniel Reyes"])
    private init(gone: [String], new: [String], rekeyed: [String]) { (self.gone, self.new, self.rekeyed) = (gone, new, rekeyed) }
}
