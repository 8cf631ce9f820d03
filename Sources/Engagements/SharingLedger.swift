import Foundation
import House
import Identity
import Storage
import Trust

/// Keeps the list of what was given to whom as it is between the two sides of an engagement: both names and ways of contact are
/// open while it goes on and both agree, and closed from the moment that one of this ends.
struct SharingLedger {
    let hub: Hub

    /// Opens or closes what these share, as it stands at this moment; whoever takes back a consent has closed their own side before.
    func follow(_ engagements: [Engagement], in db: any Connection, _ access: inout Access, at now: Date) throws {
        let open = try Sharing.open(among: engagements, in: db, at: now)
        for engagement in engagements {
            guard let volunteer = engagement.volunteer else { continue }
            if open.contains(engagement.id), engagement.status == .active {
                try share(engagement, .need, engagement.newcomer, with: volunteer, .helper, in: db, &access, at: now)
                try share(engagement, .offer, volunteer, with: engagement.newcomer, .helped, in: db, &access, at: now)
            } else {
                let closing: Share.Closing = engagement.status == .active ? .otherSide : .over
                for live in try db.shares.live(about: Self.name(engagement.id)) { try hub.close(live, closing, in: db, &access, at: now) }
            }
        }
    }

    private func share(
        _ engagement: Engagement, _ side: Side, _ person: PersonID, with receiver: PersonID, _ kind: Share.Receiver, in db: any Connection,
        _ access: inout Access, at now: Date
    ) throws {
        try hub.open(Share(
            organization: engagement.organization, person: person, receiver: kind, receiverID: receiver.text, about: Self.name(engagement.id),
            kinds: [.identity, .contact], ground: .consent, consent: Sharing.notice(of: side), at: now), in: db, &access)
    }

    /// What an engagement is called in the list.
    static func name(_ id: EngagementID) -> String { "engagement \(id.text)" }
}
