import Foundation
import Identity
import Storage
import Vault

extension CheckInStore {
    /// Takes the first answer of one side, and raises what the coordinator must know of it; false where there is one already.
    func take(
        _ answers: CheckInAnswers, words: Sealed<CheckInWords>?, to checkIn: CheckIn, in organization: OrganizationID, _ taking: Taking, at now: Date
    ) throws -> Bool {
        guard try answer(checkIn.id, answers, words: words, taking, at: now) else { return false }
        try db.flags.settle(.overdueCheckIn, checkIn.side, of: checkIn.engagement, at: now)
        for flag in answers.flags { try db.flags.raise(flag, checkIn.side, of: checkIn.engagement, in: organization, at: now) }
        if let other = try self.answers(checkIn.side.other, of: checkIn.engagement, due: checkIn.dueOn), answers.diverges(from: other) {
            try db.flags.raise(.diverging, nil, of: checkIn.engagement, in: organization, at: now)
        }
        return true
    }
}
