import Localization
import Markup
import People
import Web

/// Everything that was answered, to be read once more before it is sent.
struct OfferCheckPage: Page {
    let token: FormToken
    let offer: Offer
    let roles: [VolunteerRole]
    let hubName: String

    static let samples = [OfferCheckPage(
        token: FormToken("sample"),
        offer: Offer(
            answers: Answers(["given_name": ["Tom"], "family_name": ["Whitfield"], "email": ["tom@port-selby.example"], "roles": ["mentor"],
                              "times": ["2-evening", "6-morning"], "language1": ["eng"], "level1": ["native"], "place": ["North side"],
                              "travel": ["bus"], "gender": ["man"], "birth_year": ["1980"], "referee1_name": ["Ruth Osei"],
                              "referee1_contact": ["ruth@port-selby.example"]]),
            today: .sample, country: "44"),
        roles: [.sample], hubName: "Port Selby")]

    var title: Message { Message("Read this once more") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Nothing is sent yet. You can still change everything."))</p>
        <dl class="facts">\(Question.allCases.map { row($0, say) })</dl>
        <p>\(say("Only the people who coordinate volunteers at \(hubName, "town") see this. You can take your offer back at any time."))</p>
        <form method="post" action="/volunteer/check" data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Send my offer"))</button></div></form>
        """
    }

    private func row(_ question: Question, _ say: Speech) -> HTML {
        let answer = answer(question, say)
        return """
            <div><dt>\(Picture(question.picture)) <span>\(say(question.message))</span></dt><dd>\(answer ?? say("Not answered"))
            <br><a \(.href("/volunteer/question/\(question.rawValue)"))>\(Picture("pen")) \(say("Change"))<span class="visually-hidden">: \(say(question.message))</span></a></dd></div>
            """
    }

    private func answer(_ question: Question, _ say: Speech) -> HTML? {
        switch question {
        case .name: data([offer.person.fullName])
        case .contact: data(offer.contacts.map(\.value))
        case .languages:
            list(offer.languages.map { language in
                "<bdi>\(say.languageName(language.code))</bdi>: \(say(QuestionFields.words(language.level)))"
            } + (offer.details.otherLanguages.isEmpty ? [] : ["<bdi>\(offer.details.otherLanguages)</bdi>"]))
        case .roles: list(roles.filter { offer.answers.holds("roles", $0.id) }.map { $0.name.html(say) })
        case .times: list(offer.slots.sorted().map { $0.html(say) })
        case .place:
            list((offer.details.place.isEmpty ? [] : ["<bdi>\(offer.details.place)</bdi>"])
                + offer.details.travel.compactMap(Travel.init).map { say($0.message) })
        case .about:
            list([offer.person.gender == .unknown ? nil : say(QuestionFields.words(offer.person.gender)),
                  offer.person.birth.map { "<bdi>\(String($0.year))</bdi>" as HTML }].compactMap { $0 })
        case .people: list(offer.referees.map { "<bdi>\($0.name)</bdi>, <bdi>\($0.contact)</bdi>" })
        }
    }

    private func data(_ texts: [String]) -> HTML? { list(texts.filter { !$0.isEmpty }.map { "<bdi>\($0)</bdi>" }) }

    private func list(_ items: [HTML]) -> HTML? { items.isEmpty ? nil : items.joined(separator: "<br>") }
}

extension WeeklySlot {
    /// The same as plain text.
    package func plain(_ say: Speech) -> String {
        let hours = "\(say.clockTime(hour: from / 60, minute: from % 60))–\(say.clockTime(hour: to / 60, minute: to % 60))"
        return "\(say.weekday(weekday)): \(part.map { say.plain($0.message) } ?? hours)"
    }

    /// `Tuesday: Evening`, or the hours where it is no usual part of the day.
    package func html(_ say: Speech) -> HTML {
        let day = say.weekday(weekday)
        guard let part else {
            let hours = "\(say.clockTime(hour: from / 60, minute: from % 60))–\(say.clockTime(hour: to / 60, minute: to % 60))"
            return "<bdi>\(day)</bdi>: <bdi>\(hours)</bdi>"
        }
        return say("\(day, "weekday"): \(say(part.message), "part")", context: "time")
    }
}
