import Localization
import Markup
import People
import Web

/// The fields of one question.
struct QuestionFields {
    let page: QuestionPage
    let say: Speech
    private var answers: Answers { page.answers }

    var html: HTML {
        switch page.question {
        case .name: name
        case .contact: contact
        case .languages: languages
        case .roles: roles
        case .times: times
        case .place: place
        case .about: about
        case .people: people
        }
    }

    private var name: HTML {
        """
        \(text("given_name", Message("First name"), autocomplete: "given-name"))
        \(text("family_name", Message("Family name"), hint: Message("Leave it empty if you have none."), autocomplete: "family-name"))
        """
    }

    private var contact: HTML {
        """
        <p class="hint">\(say("One of the two is enough. We use it only to talk with you about helping."))</p>
        \(text("email", Message("E-mail address"), .email, autocomplete: "email"))
        \(text("phone", Message("Phone number"), .tel, autocomplete: "tel"))
        """
    }

    private var languages: HTML {
        """
        <p class="hint">\(say("Also those you speak a little. Leave empty what you don't need."))</p>
        \((1...Question.languageRows).map(languageRow))
        \(text("other_languages", Message("Another language, in your own words")))
        """
    }

    private func languageRow(_ row: Int) -> HTML {
        let language = "language\(row)", level = "level\(row)"
        return """
            <fieldset class="field"><legend>\(say("Language \(row, "number")"))</legend>
            <label \(.for(language)) class="visually-hidden">\(say("Language \(row, "number")"))</label>
            <select \(.id(language)) \(.name(language))>\(option("", say.plain("Choose"), answers[language].isEmpty))
            \(sortedLanguages.map { option($0.code, $0.name, answers[language] == $0.code) })</select>
            <label \(.for(level))>\(say("How well"))</label>
            <select \(.id(level)) \(.name(level))>\(SpokenLanguage.Level.allCases.map { known in
                option(known.rawValue, say.plain(Self.words(known)), (answers[level].isEmpty ? "conversation" : answers[level]) == known.rawValue)
            })</select></fieldset>
            """
    }

    private var sortedLanguages: [(code: String, name: String)] {
        SpokenLanguage.common.map { ($0, say.languageName($0)) }.sorted { $0.1 < $1.1 }
    }

    private var roles: HTML {
        """
        <p class="hint">\(say("Choose as many as you like."))</p>
        <fieldset class="choices" id="roles"><legend class="visually-hidden">\(say(page.question.message))</legend>
        \(page.roles.map { role in
            choice("roles", role.id, "\(Picture(role.picture)) <strong>\(role.name.html(say))</strong> <small>\(role.about.html(say))</small>")
        })
        \(choice("roles", "unknown", "\(Picture("help")) \(say("I do not know yet"))"))
        </fieldset>
        """
    }

    private var times: HTML {
        """
        <p class="hint">\(say("Tick the times that are usually free. You promise nothing yet."))</p>
        \(WeekGrid(name: "times", chosen: Set(answers.values("times"))).html(say))
        <div class="choices">\(choice("times", "unknown", "\(Picture("help")) \(say("I do not know yet"))"))</div>
        """
    }

    private var place: HTML {
        """
        \(text("place", Message("Your part of town, or a place near you"), hint: Message("No full address. You may leave it empty.")))
        <fieldset class="choices" id="travel"><legend>\(say("How you get around"))</legend>
        \(Travel.allCases.map { choice("travel", $0.rawValue, "\(Picture($0.picture)) \(say($0.message))") })
        </fieldset>
        """
    }

    private var about: HTML {
        """
        <p class="hint">\(say("You may leave both empty. Some people ask for a woman or a man, and some roles have a minimum age."))</p>
        <fieldset class="choices" id="gender"><legend>\(say("You are"))</legend>
        \(Gender.allCases.map { gender in
            Choice(name: "gender", value: gender.rawValue, label: say(Self.words(gender)),
                   isChosen: (answers["gender"].isEmpty ? "unknown" : answers["gender"]) == gender.rawValue, isRadio: true).html
        })</fieldset>
        \(text("birth_year", Message("Year of birth"), .tel, autocomplete: "bday-year"))
        """
    }

    private var people: HTML {
        """
        <p class="hint">\(say("We ask two people who know you whether they would trust you with a family. No relatives, please. Tell them that we will ask."))</p>
        \((1...2).map { number in
            """
            <fieldset><legend>\(say("Person \(number, "number")"))</legend>
            \(text("referee\(number)_name", Message("Name")))
            \(text("referee\(number)_contact", Message("E-mail address or phone number")))</fieldset>
            """ as HTML
        })
        <div class="choices">\(choice("later", "yes", "\(Picture("help")) \(say("I do not know yet. I tell you later."))"))</div>
        """
    }

    private func text(_ name: String, _ label: Message, _ kind: TextField.Kind = .text, hint: Message? = nil, autocomplete: String = "off") -> HTML {
        TextField(name: name, label: label, value: answers[name], kind: kind, hint: hint,
                  problem: page.problems.first(name), autocomplete: autocomplete).html(say)
    }

    private func choice(_ name: String, _ value: String, _ label: HTML) -> HTML {
        Choice(name: name, value: value, label: label, isChosen: answers.holds(name, value)).html
    }

    private func option(_ value: String, _ text: String, _ isChosen: Bool) -> HTML {
        "<option \(.value(value)) \(when: isChosen, " selected")>\(text)</option>"
    }
}
