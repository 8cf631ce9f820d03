import House
import Identity
import Localization
import Messaging
import Storage
import Trust
import Web

extension FileSource {
    /// That letters were written to someone, and of what kind.
    static let letters = FileSource(Message("Letters to you"), picture: "mail", fields: [FieldEntry.postedTo]) { id, hub, db, _ in
        let subjects = Dictionary(hub.features.flatMap(\.letters).map { ($0.name, $0.subject) }) { first, _ in first }, zone = hub.settings.value.zone
        return try db.outbox.written(to: id, limit: 100).map { letter in
            FileLine(subjects[letter.name] ?? Message("A letter"), Day(letter.at, in: zone), detail: letter.progress.toPerson)
        }
    }
}

extension LetterProgress {
    /// What became of it; nil where it left.
    fileprivate var toPerson: Message? {
        switch self {
        case .sent: nil
        case .waiting: Message("It is on its way.")
        case .stuck: Message("It did not reach you.")
        }
    }
}
