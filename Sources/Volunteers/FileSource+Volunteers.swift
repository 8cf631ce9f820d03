import Foundation
import House
import Identity
import Localization
import People
import Storage
import Trust
import Web

extension FileSource {
    /// Someone's offer to help, and what was shown for it.
    static func volunteers(_ catalog: RoleCatalog) -> FileSource {
        FileSource(Message("Your offer to help"), picture: "hand", fields: FieldEntry.ofVolunteers) { id, hub, db, access in
            guard let application = try db.applications.find(of: id, visibleTo: access.actor) else { return [] }
            let details = try ApplicationDetails(json: access.open(application.details, in: id.text, of: id, as: .own)), zone = hub.settings.value.zone
            var lines = [FileLine(Message("Offered on"), Day(application.createdAt, in: zone), detail: application.status == .open ? Message("It is open.") : Message("It has ended."))]
            if let reason = application.reason { lines.append(FileLine(Message("Why it ended"), reason.message)) }
            lines.append(FileLine(Message("What stands for your name in lists"), try access.open(application.initials, in: id.text, of: id, as: .own)))
            lines += try db.applications.roles(of: [id])[id, default: []].compactMap { catalog[$0] }.map { FileLine(Message("What you would like to do"), $0.name) }
            if !details.place.isEmpty { lines.append(FileLine(Message("Part of town"), details.place)) }
            if let year = details.birthYear, try db.persons.find(id, visibleTo: access.actor)?.birthDate == nil { lines.append(FileLine(Message("Year of birth"), String(year))) }
            lines += details.travel.map { FileLine(Message("How you get around"), Travel(rawValue: $0)?.message ?? Message("Other")) }
            if !details.otherLanguages.isEmpty { lines.append(FileLine(Message("Language"), details.otherLanguages)) }
            lines += details.extra.sorted { $0.key < $1.key }.map { FileLine(Message("From an older list"), "\($0.key): \($0.value)") }
            lines += try db.applications.availability(of: [id])[id, default: []].map { slot in FileLine(Message("When you have time")) { slot.plain($0) } }
            for absence in try db.applications.absences(of: id, from: Day(application.createdAt, in: zone)) {
                lines.append(FileLine(Message("Away")) { "\($0.day(absence.from)) – \($0.day(absence.to))" })
            }
            for referee in try db.referees.list(of: id) {
                let name = try access.open(referee.name, in: referee.id, of: id, as: .own), contact = try access.open(referee.contact, in: referee.id, of: id, as: .own)
                // What they wrote was asked in confidence, and is theirs, too.
                lines.append(FileLine(Message("Someone who knows you"), "\(name), \(contact)", detail: referee.answeredAt == nil ? Message("has not answered") : Message("has answered")))
            }
            for (credential, isTakenBack) in try db.credentials.all(of: id) {
                let detail = isTakenBack ? Message("recorded by mistake, and taken back") : credential.outcome == .met ? Message("shown") : Message("not shown")
                lines.append(FileLine(credential.kind.message, credential.issuedOn, detail: detail))
                if let reason = credential.reason { lines.append(FileLine(Message("Why, as it was written down"), try access.open(reason, in: credential.id, of: id, as: .own))) }
            }
            return lines
        }.learning { try $2.applications.isFromList($0) ? [.list] : [] }
    }
}
