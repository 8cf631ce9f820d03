import Foundation
import Identity
import Localization
import Messaging
import Storage
import Trust

extension Letter {
    /// To whoever was given something that was taken back.
    public static let shareClosed = Letter(
        "share.closed", subject: Message("Please delete something"),
        [Message("Someone has taken back what they shared with you. Please delete it, and tell us when you have done so."), Message("It takes one tap. You did nothing wrong.")],
        button: Message("See what it is"))
    public static let shareClosedAgain = Letter(
        "share.closed_again", subject: Message("Please delete something"),
        [Message("A week ago we asked you to delete something that was shared with you. Please tell us when you have done so.")], button: Message("See what it is"))
    public static let ofShares: [Letter] = [shareClosed, shareClosedAgain]
}

extension AuditAction {
    public static let shareOpened = AuditAction(rawValue: "share.opened")
    public static let shareClosed = AuditAction(rawValue: "share.closed")
    public static let shareConfirmed = AuditAction(rawValue: "share.confirmed")
}

extension Hub {
    /// Writes down that something about a person is open to somebody outside from now on; where it is already, nothing happens.
    public func open(_ share: Share, in db: any Connection, _ access: inout Access) throws {
        guard try db.shares.open(share) else { return }
        try access.record(.shareOpened, on: "share \(share.id)", of: share.person, fields: share.kinds.map(\.rawValue), at: share.sharedAt, in: db)
    }

    /// Closes what lives of a person and rests on this consent, and asks every receiver to delete it: also those of what rests or is
    /// over, who may have kept what they were given.
    public func closeShares(
        of person: PersonID, restingOn consent: String, _ closing: Share.Closing, in db: any Connection, _ access: inout Access, at now: Date
    ) throws {
        for share in try db.shares.live(of: person, restingOn: consent) { try close(share, closing, in: db, &access, at: now) }
        guard closing.asksReceiver else { return }
        for share in try db.shares.unasked(of: person, restingOn: consent) where try db.shares.askOver(share.id, closing, at: now) {
            try ask(share, .shareClosed, in: db, at: now)
            try access.record(.shareClosed, on: "share \(share.id)", of: share.person, fields: [closing.rawValue], at: now, in: db)
        }
    }

    /// Closes what is shared; where the reason asks so, the receiver is told and has to confirm.
    public func close(_ share: Share, _ closing: Share.Closing, in db: any Connection, _ access: inout Access, at now: Date) throws {
        guard try db.shares.close(share.id, closing, at: now) else { return }
        if closing.asksReceiver { try ask(share, .shareClosed, in: db, at: now) }
        try access.record(.shareClosed, on: "share \(share.id)", of: share.person, fields: [closing.rawValue], at: now, in: db)
    }

    /// Writes to the receiver of what was closed. One who was named as a referee has no page here, and nothing that could be closed.
    public func ask(_ share: Share, _ letter: Letter, in db: any Connection, at now: Date) throws {
        guard let receiver = PersonID(share.receiverID), share.receiver != .referee else { return }
        try db.outbox.post(
            letter, to: receiver, opening: "/shares/\(share.id)", isPersonal: true, key: "\(letter.name):\(share.id)", notBefore: now, at: now)
    }
}
