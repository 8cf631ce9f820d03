import House
import Identity
import Localization
import Storage
import Trust
import Web

extension FileSource {
    /// Who opened one's record in an emergency, why, and what the officer found.
    static let emergencies = FileSource(Message("Opened in an emergency"), picture: "key", fields: [EmergencyReason.entry, EmergencyNote.entry]) { person, hub, db, access in
        let found = try db.breakGlass.all(of: person), zone = hub.settings.value.zone
        let names = try access.names(of: found.map(\.grant.worker), in: db)
        var lines: [FileLine] = []
        for use in found {
            let day = Day(use.grant.openedAt, in: zone), worker = names[use.grant.worker] ?? ""
            let reason = try access.open(use.reason, in: use.grant.place(of: person), of: person, as: .own)
            lines.append(FileLine(Message("In an emergency"), detail: use.grant.verdict.map(\.toPerson) ?? Message("The data protection officer has not looked at it yet.")) { say in
                say.plain(Message("\(worker, "name") opened how to reach you on \(say.day(day), "day") and gave this reason: \(reason, "reason")"))
            })
            if let note = use.note { lines.append(FileLine(Message("What the officer says of it"), try access.open(note, in: use.grant.place(of: person), of: person, as: .own))) }
        }
        return lines
    }
}

extension BreakGlass.Verdict {
    var toPerson: Message {
        switch self {
        case .justified: Message("The data protection officer found it justified.")
        case .unjustified: Message("The data protection officer found that it was not justified.")
        }
    }
}
