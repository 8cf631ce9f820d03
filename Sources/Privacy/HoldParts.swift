import Accounts
import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// A legal hold opened for the officer.
struct ShownHold: Sendable {
    let id: LegalHoldID
    let person: String, owner: String, reason: String
    let setOn: Day, endsOn: Day

    static let sample = ShownHold(
        id: ID(high: 1, low: 1), person: "3f9c1b02", owner: "Daniel Reyes", reason: "Letter of the court.", setOn: Day(number: 20_700), endsOn: Day(number: 21_000))
}

extension ShownHold {
    init(_ hold: LegalHold, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws {
        let owner = try db.staff.find([hold.owner]).first
        self.init(
            id: hold.id, person: hub.code(of: hold.person),
            owner: try owner.map { try access.open($0.name, in: $0.user.text, of: $0.person, as: .sameOrganization) } ?? "",
            reason: try access.open(hold.reason, in: hold.id.text, of: hold.person, as: .requested), setOn: hold.setOn, endsOn: hold.endsOn)
    }
}

/// A hold that is set, and the way to lift it.
struct HoldCard: Sendable {
    let hold: ShownHold
    let token: FormToken

    func html(_ say: Speech) -> HTML {
        """
        <p>\(Picture("lock")) \(say("Nothing about the person with the code \(hold.person, "code") is erased until \(say.day(hold.endsOn), "day")."))</p>
        <p>\(say("Set by \(hold.owner, "name") on \(say.day(hold.setOn), "day"), because:"))</p>
        <p class="own-words" dir="auto">\(hold.reason)</p>
        <form method="post" \(.action("/retention/holds/\(hold.id.text)/lifting"))>\(token.html)
        <div class="buttons"><button class="button">\(Picture("key")) \(say("Lift the hold"))</button></div></form>
        """
    }
}

/// Setting a hold.
struct HoldFields: Sendable {
    let action: Route
    let token: FormToken
    let form: HoldForm
    let problems: [FieldProblem]
    /// The person's code as it was typed, where the page is not about one person.
    var code: String?

    func html(_ say: Speech) -> HTML {
        """
        <p>\(say("Where a court or the law asks for it, what is held about someone is kept until a day that you name."))</p>
        <form method="post" \(.action(action)) data-once>\(token.html)
        \(code.map { TextField(name: "code", label: Message("The person's code"), value: $0, problem: problems.first("code"), autocomplete: "off").html(say) })
        \(TextField(name: "why", label: Message("Why it must be kept"), value: form.why, problem: problems.first("why"), autocomplete: "off").html(say))
        \(TextField(name: "until", label: Message("Until"), value: form.until, hint: Message("Year, month, day, such as 2026-05-31"), problem: problems.first("until"), autocomplete: "off").html(say))
        <div class="buttons"><button class="button">\(Picture("lock")) \(say("Set the hold"))</button></div></form>
        """
    }
}
