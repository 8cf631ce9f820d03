import Localization
import Markup
import People
import Web

/// Whom we may ask about the volunteer, and what they answered.
struct RefereeSection {
    let token: FormToken
    let record: VolunteerRecord
    let say: Speech

    var html: HTML {
        """
        <h2 id="referees">\(say("People who know them"))</h2>
        \(record.referees.isEmpty ? "<p>\(say("Nobody was named yet."))</p>" : "")
        <ul class="cards">\(record.referees.map(card))</ul>
        <details class="filters"><summary>\(Picture("plus")) \(say("Add someone to ask"))</summary>
        <form method="post" \(.action("/volunteers/\(record.person.text)/referees")) data-once>\(token.html)
        \(TextField(name: "name", label: Message("Name"), value: "", autocomplete: "off").html(say))
        \(TextField(name: "contact", label: Message("E-mail address or phone number"), value: "", autocomplete: "off").html(say))
        <div class="buttons"><button class="button">\(say("Add"))</button></div></form></details>
        """
    }

    private func card(_ referee: VolunteerRecord.RefereeShown) -> HTML {
        """
        <li class="card"><h3><bdi>\(referee.name)</bdi></h3><p><bdi>\(referee.contact)</bdi></p>
        \(referee.reply.map(answer) ?? ask(referee))</li>
        """
    }

    private func answer(_ reply: RefereeReply) -> HTML {
        """
        <p>\(say("Would trust them with a family:")) <strong>\(reply.family.map { say($0.message) })</strong></p>
        <p>\(say("Would trust them with children:")) <strong>\(reply.children.map { say($0.message) })</strong></p>
        <p class="own-words" dir="auto">\(reply.known)</p>
        \(reply.more.isEmpty ? "" : "<p class=\"own-words\" dir=\"auto\">\(reply.more)</p>")
        """
    }

    private func ask(_ referee: VolunteerRecord.RefereeShown) -> HTML {
        """
        <p>\(referee.isAsked ? say("A link was made. No answer yet.") : say("Not asked yet."))</p>
        \(record.status == .open ? link(referee) : nil)
        """
    }

    private func link(_ referee: VolunteerRecord.RefereeShown) -> HTML {
        """
        <form method="post" \(.action("/volunteers/\(record.person.text)/links")) data-once>\(token.html)
        <input type="hidden" name="referee" \(.value(referee.id))>
        <button class="button">\(Picture("key")) \(referee.isAsked ? say("Make a new link") : say("Make the link"))
        <span class="visually-hidden"><bdi>\(referee.name)</bdi></span></button></form>
        \(referee.isAsked ? stop(referee) : nil)
        """
    }

    private func stop(_ referee: VolunteerRecord.RefereeShown) -> HTML {
        """
        <form method="post" \(.action("/volunteers/\(record.person.text)/links/end")) data-once>\(token.html)
        <input type="hidden" name="referee" \(.value(referee.id))>
        <button class="button danger">\(Picture("lock")) \(say("Stop this link"))
        <span class="visually-hidden"><bdi>\(referee.name)</bdi></span></button></form>
        """
    }
}

/// What else the volunteer told.
struct AboutSection {
    let record: VolunteerRecord
    let say: Speech

    var html: HTML {
        """
        <h2>\(say("What they told us"))</h2>
        <dl class="facts">
        \(row("phone", Message("How to reach them"), record.contacts.map(reached)))
        \(row("language", Message("Languages"), record.languages.map { "<bdi>\(say.languageName($0.code))</bdi>: \(say(QuestionFields.words($0.level)))" } + own(record.details.otherLanguages)))
        \(row("clock", Message("When"), record.slots.map { $0.html(say) }))
        \(row("calendar", Message("Away"), record.absences.map { $0.html(say) }))
        \(row("place", Message("Where"), own(record.details.place) + record.details.travel.compactMap(Travel.init).map { say($0.message) }))
        \(row("calendar", Message("Born"), own(record.birth.map { $0.day.map(say.day) ?? String($0.year) } ?? "")))
        \(row("person", Message("Gender"), record.gender == .unknown ? [] : [say(QuestionFields.words(record.gender))]))
        \(record.details.extra.sorted { $0.key < $1.key }.map { "<div><dt>\(Picture("info")) <bdi>\($0.key)</bdi></dt><dd><bdi>\($0.value)</bdi></dd></div>" as HTML })
        </dl>
        <p><a \(.href("/volunteers/\(record.person.text)/details"))>\(Picture("pen")) \(say("Correct what is written"))</a></p>
        """
    }

    private func reached(_ way: VolunteerRecord.Reached) -> HTML {
        let route: Route = "/volunteers/\(record.person.text)/contacts/\(way.id)"
        return "<bdi>\(way.value)</bdi>\(way.isTyped ? " <a \(.href(route))>\(Picture("pen")) \(say("Correct it"))<span class=\"visually-hidden\">: <bdi>\(way.value)</bdi></span></a>" as HTML : nil)"
    }

    private func own(_ text: String) -> [HTML] { text.isEmpty ? [] : ["<bdi>\(text)</bdi>"] }

    private func row(_ picture: String, _ label: Message, _ values: [HTML]) -> HTML? {
        values.isEmpty ? nil : "<div><dt>\(Picture(picture)) <span>\(say(label))</span></dt><dd>\(values.joined(separator: "<br>"))</dd></div>"
    }
}

/// Which roles it is about, and the end of it.
struct DecisionSection {
    let token: FormToken
    let record: VolunteerRecord
    let catalog: RoleCatalog
    let say: Speech

    var html: HTML {
        """
        <h2>\(say("Decide"))</h2>
        <details class="filters"><summary>\(Picture("pen")) \(say("Change the roles"))</summary>
        <form method="post" \(.action("/volunteers/\(record.person.text)/roles")) data-once>\(token.html)
        <fieldset class="choices"><legend>\(say("What this person would do"))</legend>
        \(catalog.all.map { role in
            Choice(name: "roles", value: role.id, label: "\(Picture(role.picture)) \(role.name.html(say))",
                   isChosen: record.roles.contains { $0.role.id == role.id }).html
        })</fieldset>
        <div class="buttons"><button class="button">\(say("Save the roles"))</button></div></form></details>
        \(ending)
        """
    }

    private var ending: HTML? {
        switch record.status {
        case .open: closure
        case .closed: reopening
        case .withdrawn: nil
        }
    }

    private var closure: HTML {
        """
        <details class="filters"><summary>\(Picture("cross")) \(say("End this offer"))</summary>
        <form method="post" \(.action("/volunteers/\(record.person.text)/closure")) data-once>\(token.html)
        <fieldset class="choices" id="reason"><legend>\(say("The volunteer will read"))</legend>
        \(Application.ClosingReason.allCases.map { reason in
            Choice(name: "reason", value: reason.rawValue, label: say(reason.message), isChosen: reason == .noRoleNow, isRadio: true).html
        })</fieldset>
        <p class="hint">\(say("You can open it again here at any time."))</p>
        <div class="buttons"><button class="button danger">\(say("End this offer"))</button></div></form></details>
        """
    }

    private var reopening: HTML {
        """
        <form method="post" \(.action("/volunteers/\(record.person.text)/reopening")) data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("undo")) \(say("Open this offer again"))</button></div></form>
        """
    }
}

extension RefereeReply.Trust {
    var message: Message {
        switch self {
        case .yes: Message("Yes")
        case .unsure: Message("I am not sure")
        case .no: Message("No")
        }
    }
}
