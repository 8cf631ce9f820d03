import Foundation
import Identity
import Localization
import Markup
import Web

/// Everyone who can sign in for this organization, and the form to let in one more.
struct UserListPage: Page {
    struct Item: Sendable {
        let id: UserID
        /// Nil for somebody whose data is kept and not used: their account can be closed all the same.
        let name: String?, email: String?
        let roles: [Role]
        let isDisabled: Bool, isSelf: Bool, hasSecondFactor: Bool
        /// Since when an account of the town lets them in; nil where none does.
        let boundAt: Date?
        /// How many households would wait at once, were they no case worker here any more, and were their account closed.
        var inCare = 0, inCareAnywhere = 0
    }
    let token: FormToken
    let users: [Item]
    let form: UserForm
    let problems: [FieldProblem]
    let zone: TimeZone
    /// After somebody wanted to end being one themselves.
    var staysAdministrator = false
    /// How many households have just lost their case worker.
    var waiting = 0

    static let samples: [UserListPage] = {
        let item = Item(id: ID(high: 1, low: 2), name: "Amal Haddad", email: "amal@port-selby.example", roles: [.caseWorker, .coordinator],
                        isDisabled: false, isSelf: false, hasSecondFactor: true, boundAt: .distantPast, inCare: 12, inCareAnywhere: 12)
        let closed = Item(id: ID(high: 1, low: 3), name: "Jo Marsh", email: "jo@port-selby.example", roles: [.volunteer],
                          isDisabled: true, isSelf: false, hasSecondFactor: false, boundAt: nil)
        let unused = Item(id: ID(high: 1, low: 4), name: nil, email: nil, roles: [.caseWorker], isDisabled: false, isSelf: false, hasSecondFactor: true, boundAt: nil)
        return [UserListPage(token: FormToken("sample"), users: [item, closed, unused], form: UserForm(), problems: [], zone: .gmt, staysAdministrator: true, waiting: 3),
                UserListPage(token: FormToken("sample"), users: [], form: UserForm(),
                             problems: [FieldProblem("name", Message("Write the name."))], zone: .gmt)]
    }()

    var title: Message { Message("People who can sign in") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(staysAdministrator ? "<div class=\"notice\" role=\"status\"><p>\(Picture("info")) \(say("You are still an administrator: nobody takes that from themselves, so that the hub is never without one. Another administrator can do it."))</p></div>" : nil)
        \(waiting == 0 ? nil : nowWaiting(say))
        <p class="lead">\(say("Names are opened for you, and each time is recorded."))</p>
        <ul class="cards">\(users.map { card($0, say) })</ul>
        <h2>\(say("Let someone in"))</h2>
        \(ProblemList(problems).html(say))
        <form method="post" action="/users" data-once>
        \(token.html)
        \(TextField(name: "name", label: Message("Name"), value: form.name, problem: problems.first("name"), autocomplete: "off").html(say))
        \(TextField(name: "email", label: Message("E-mail address"), value: form.email, kind: .email, problem: problems.first("email"), autocomplete: "off").html(say))
        \(TextField(name: "password", label: Message("First password"), value: "", kind: .password,
                    hint: Message("Tell it to the person yourself. They choose their own when they first sign in."),
                    problem: problems.first("password"), autocomplete: "new-password").html(say))
        <div class="field"><fieldset class="choices" id="roles"><legend>\(say("What they do here"))</legend>
        \(Role.allCases.map { Choice(name: "roles", value: $0.rawValue, label: say($0.message), isChosen: form.roles.contains($0)).html })
        </fieldset></div>
        <div class="buttons"><button class="button main">\(Picture("plus")) \(say("Let this person in"))</button></div>
        </form>
        """
    }

    private func nowWaiting(_ say: Speech) -> HTML {
        """
        <div class="notice" role="status"><p>\(Picture("family")) \(say(
            waiting, one: "One household that was in this person's care waits for a case worker now.",
            other: "\(waiting, "count") households that were in this person's care wait for a case worker now."))</p></div>
        """
    }

    private func card(_ user: Item, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h2>\(name(user, say))</h2>
        \(user.email.map { "<p>\(Picture("mail")) <bdi dir=\"ltr\">\($0)</bdi></p>" as HTML })
        <p><bdi>\(say.list(user.roles.map { say.plain($0.message) }))</bdi></p>
        \(user.isDisabled ? "<p><span class=\"tag\">\(say("Closed"))</span></p>" : "")
        <p>\(Picture("mobile")) \(user.hasSecondFactor ? say("The second step is set up.") : say("The second step is not set up."))</p>
        \(user.boundAt.map { bound(user, $0, say) })
        \(roles(of: user, say))
        \(user.hasSecondFactor && !user.isSelf ? lostPhone(of: user, say) : nil)
        \(user.isSelf ? "" : toggle(user, say))</article></li>
        """
    }

    private func name(_ user: Item, _ say: Speech) -> HTML {
        user.name.map { "<bdi>\($0)</bdi>" } ?? say("Someone whose data is not used")
    }

    private func roles(of user: Item, _ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("pen")) \(say("Change the roles"))<span class="visually-hidden"> \(name(user, say))</span></summary>
        <form method="post" \(.action("/users/\(user.id.text)/roles"))>\(token.html)
        <fieldset class="choices"><legend>\(say("What they do here"))</legend>
        \(Role.allCases.map { Choice(name: "roles", value: $0.rawValue, label: label(of: $0, user, say), isChosen: user.roles.contains($0)).html })
        </fieldset><div class="buttons"><button class="button">\(say("Save the roles"))</button></div></form></details>
        """
    }

    private func label(of role: Role, _ user: Item, _ say: Speech) -> HTML {
        guard role == .caseWorker, user.inCare > 0 else { return say(role.message) }
        return """
            \(say(role.message)) <small>\(say(
                user.inCare, one: "One household is in their care. Without this role it waits for another case worker at once.",
                other: "\(user.inCare, "count") households are in their care. Without this role they wait for another case worker at once."))</small>
            """
    }

    private func bound(_ user: Item, _ since: Date, _ say: Speech) -> HTML {
        """
        <p>\(Picture("house")) \(say("An account of the town lets them in since \(say.instant(since, in: zone), "time")."))</p>
        <form method="post" \(.action("/users/\(user.id.text)/provider-account/removal")) data-once>\(token.html)
        <button class="button">\(say("Take this account away"))<span class="visually-hidden"> \(name(user, say))</span></button></form>
        """
    }

    private func lostPhone(of user: Item, _ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("mobile")) \(say("Their phone is lost"))<span class="visually-hidden"> \(name(user, say))</span></summary>
        <p>\(say("Do this only when you see or hear that it is really them: not because of a mail. They are signed out everywhere, their passkeys are taken away, and they set up the second step again with their password. It is recorded."))</p>
        \(user.boundAt.map { _ in "<p>\(say("The town's own account is taken from them, too."))</p>" as HTML })
        <form method="post" \(.action("/users/\(user.id.text)/second-factor/removal"))>\(token.html)
        <div class="buttons"><button class="button">\(say("Take their second step away"))</button></div></form></details>
        """
    }

    private func toggle(_ user: Item, _ say: Speech) -> HTML {
        let route: Route = user.isDisabled ? "/users/\(user.id.text)/reopening" : "/users/\(user.id.text)/closure"
        return """
            <form method="post" \(.action(route)) data-once>\(token.html)
            \(user.inCareAnywhere == 0 ? nil : "<p>\(Picture("family")) \(wouldWait(user.inCareAnywhere, say))</p>")
            <button class="button">\(user.isDisabled ? say("Let in again") : say("Close this account"))
            <span class="visually-hidden">\(name(user, say))</span></button></form>
            """
    }

    private func wouldWait(_ count: Int, _ say: Speech) -> HTML {
        say(count, one: "Once this account is closed, one household in their care waits for another case worker.",
            other: "Once this account is closed, \(count, "count") households in their care wait for another case worker.")
    }
}
