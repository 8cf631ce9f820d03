import Identity
import Localization
import Vault
import Web

/// An outcome as a coordinator records it.
struct CredentialForm: Sendable {
    /// The row it will be, chosen when the form is shown: sent twice, it is recorded once.
    let row: String
    let kind: Credential.Kind
    var referee = ""
    var outcome = "", issuedOn = "", expiresOn = "", reason = ""

    /// Empty, for today.
    init(_ kind: Credential.Kind, on day: Day) { (row, self.kind, issuedOn) = (Secret.token(bytes: 16), kind, day.description) }

    init(_ fields: Fields) {
        let named = fields["id"]
        row = named.utf8.count == 22 ? named : Secret.token(bytes: 16)
        kind = Credential.Kind(rawValue: String(fields["kind"].prefix(100)))
        referee = fields["referee"]
        (outcome, issuedOn, expiresOn) = (fields["outcome"], fields["issued_on"], fields["expires_on"])
        reason = String(fields["reason"].prefix(4000))
    }

    /// What is wrong, seen on this day, where these people can give references.
    func problems(on today: Day, referees: [String]) -> [FieldProblem] {
        var found: [FieldProblem] = []
        if kind.isFromOthers, !referees.contains(referee) { found.append(FieldProblem("referee", Message("Choose one answer."))) }
        if Credential.Outcome(rawValue: outcome) == nil { found.append(FieldProblem("outcome", Message("Choose one answer."))) }
        switch Day(typed: issuedOn) {
        case nil: found.append(FieldProblem("issued_on", Message("Write the day, such as 2026-11-21.")))
        case let day? where day > today: found.append(FieldProblem("issued_on", Message("This day is still to come. Write the day on which it happened.")))
        default: break
        }
        if !expiresOn.isEmpty {
            if let end = Day(typed: expiresOn) {
                if let start = Day(typed: issuedOn), end < start { found.append(FieldProblem("expires_on", Message("It can't end before it begins."))) }
            } else {
                found.append(FieldProblem("expires_on", Message("Write the day, such as 2026-11-21.")))
            }
        }
        return found
    }
}
