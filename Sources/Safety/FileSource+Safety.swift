import House
import Identity
import Localization
import Storage
import Trust
import Web

extension FileSource {
    /// What someone told because it worried them, and what became of it. It may be about whoever prints the file.
    static let concerns = FileSource(Message("What you told us"), picture: "shield", fields: FieldEntry.ofConcerns) { id, hub, db, access in
        var lines: [FileLine] = []
        let (concerns, hasMore) = try db.concerns.own(of: id)
        for concern in concerns {
            lines.append(FileLine(Message("Told on"), Day(concern.raisedAt, in: hub.settings.value.zone), detail: concern.state.label))
            lines.append(FileLine(Message("Your words"), try access.open(concern.words, in: concern.id.text, of: id, as: .own)))
            if let outcome = concern.outcome { lines.append(FileLine(Message("What came of it"), outcome.message)) }
            if let about = concern.about { lines.append(FileLine(Message("Whom it is about"), try access.open(about, in: concern.id.text, of: id, as: .own))) }
            if let answer = concern.answer { lines.append(FileLine(Message("The answer"), try access.open(answer, in: concern.id.text, of: id, as: .own))) }
        }
        return hasMore ? lines + [FileLine(Message("Older ones"), Message("There are older ones that are closed. Call us to hear of them."))] : lines
    }.unprinted(saying: Message("If you told us that something worried you, it is not printed here, nor who read it. Read it in My file, or ask the one who leads on concerns to show it to you."))
}
