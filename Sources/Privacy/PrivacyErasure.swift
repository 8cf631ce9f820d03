import House
import Identity
import Localization
import Storage
import Trust
import Web

extension Erasure {
    /// The words of requests and holds, what the person ever agreed to, what was given to others and opened in an emergency: without
    /// their key the rest of a request tells of nobody.
    static let privacy = Erasure(
        of: ["data_requests", "legal_holds", "consent_ledger", "restrictions", "shares", "break_glass_people", "breach_people"]
    ) { person, hub, db, _ in
        try db.requests.erase(person, links: db.personalLinks.series(of: person))
        try db.holds.erase(person)
        try db.consents.erase(of: person)
        try db.shares.erase(person, at: hub.now())
        try db.breakGlass.erase(person)
        try db.breaches.erase(person)
    }
}

extension FieldEntry {
    /// What the kernel keeps of people: what they agreed to, and by a code alone who opened what.
    static let ofTrust: [FieldEntry] = [
        FieldEntry(
            table: "consent_ledger", column: "decision", kind: .circumstances, purposes: [.casework, .volunteering, .matching, .ownFile], basis: .legalObligation,
            retention: RetentionPeriod(days: 730, after: .workEnded), sensitivity: .ordinary, owner: .officer),
        FieldEntry(
            table: "access_records", column: "person", kind: .account, purposes: [.dataProtection, .ownFile], basis: .legalObligation,
            retention: RetentionPeriod(days: AccessRecord.keptDays, after: .recordOpened), sensitivity: .ordinary, owner: .officer),
        // The same until the log vouches for it, some minutes later.
        FieldEntry(
            table: "opened_reads", column: "people", kind: .account, purposes: [.dataProtection, .ownFile], basis: .legalObligation,
            retention: RetentionPeriod(days: AccessRecord.keptDays, after: .recordOpened), sensitivity: .ordinary, owner: .officer),
    ]
}

extension FileSource {
    /// What someone asked about their data, and what must be kept of it because a court or the law asks.
    static let requests = FileSource(Message("What you asked"), picture: "pen", fields: FieldEntry.ofRequests + [HoldReason.entry]) { id, _, db, access in
        var lines: [FileLine] = []
        for request in try db.requests.own(of: id) {
            lines.append(FileLine(Message("Asked on"), request.askedOn, detail: request.kind.asked))
            if let words = request.words { lines.append(FileLine(Message("Your words"), try access.open(words, in: request.id.text, of: id, as: .own))) }
            if let reason = request.reason { lines.append(FileLine(Message("Why it takes longer"), try access.open(reason, in: request.id.text, of: id, as: .own))) }
            if let answer = request.answer { lines.append(FileLine(Message("The answer"), try access.open(answer, in: request.id.text, of: id, as: .own), detail: request.outcome?.message)) }
            if let day = request.againOn { lines.append(FileLine(Message("You asked that it is used again"), day)) }
            if let day = request.liftedOn ?? request.liftsOn { lines.append(FileLine(request.liftedOn == nil ? Message("Used again from") : Message("Used again since"), day)) }
        }
        for hold in try db.holds.own(of: id) {
            lines.append(FileLine(Message("Kept by law until"), hold.endsOn))
            lines.append(FileLine(Message("Why it must be kept"), try access.open(hold.reason, in: hold.id.text, of: id, as: .own)))
        }
        return lines
    }
}
