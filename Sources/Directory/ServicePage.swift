import Identity
import Localization
import Markup
import Web

/// One service: what, where, when, cost, languages, what to bring, and when it was last checked.
struct ServicePage: Page {
    let service: ServiceDetail
    let today: Day
    let helper: HubFace.Helper?

    var title: Message { Message("Service") }
    func windowTitle(_ say: Speech) -> String { service.name }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/services">\(Picture("list")) \(say("All help"))</a></p>
        <h1 dir="auto">\(service.name)</h1>
        \(service.alternateName.map { "<p class=\"lead\" dir=\"auto\">\($0)</p>" as HTML })
        <p class="meta" dir="auto">\(service.organization)</p>
        \(standing(say))
        \(service.alert.map { "<div class=\"notice warn\"><p dir=\"auto\">\(Picture("warning")) \($0)</p></div>" as HTML })
        <dl class="facts">
        \(fact("info", say("What"), lines([service.description])))
        \(fact("person", say("For whom"), whom(say)))
        \(fact("place", say("Where"), wherePart(say)))
        \(fact("clock", say("When"), service.openings.map { opening($0, say) }.joined()))
        \(fact("cost", say("Cost"), cost(say)))
        \(fact("language", say("Languages"), languages(say)))
        \(fact("document", say("Bring with you"), list(service.documents)))
        \(fact("hand", say("How to ask"), lines([service.application])))
        \(fact("people", say("Places free"), service.capacities.map { capacity($0, say) }.joined()))
        \(fact("phone", say("Contact"), contact(say)))
        \(fact("check", say("Last checked"), checked(say)))
        </dl>
        <div class="buttons no-print"><a class="button" href="/services">\(say("Look for more"))</a></div>
        """
    }

    private func standing(_ say: Speech) -> HTML? {
        switch service.status {
        case "active": nil
        case "temporarily closed": "<div class=\"notice warn\"><p>\(Picture("warning")) \(say("Closed for now. Call before you go."))</p></div>"
        default: "<div class=\"notice bad\"><p>\(Picture("cross")) \(say("This service no longer exists."))</p></div>"
        }
    }

    private func fact(_ picture: String, _ word: HTML, _ value: HTML) -> HTML? {
        value.text.isEmpty ? nil : "<div><dt>\(Picture(picture)) \(word)</dt><dd>\(value)</dd></div>"
    }

    /// Texts of the publisher, in whatever language they wrote them.
    private func lines(_ texts: [String?]) -> HTML {
        texts.compactMap { $0 }.filter { !$0.isEmpty }.map { "<p dir=\"auto\">\($0)</p>" as HTML }.joined()
    }

    private func list(_ texts: [String]) -> HTML {
        texts.isEmpty ? "" : "<ul>\(texts.map { "<li><bdi>\($0)</bdi></li>" as HTML })</ul>"
    }

    private func whom(_ say: Speech) -> HTML {
        let age: HTML = switch (service.minimumAge, service.maximumAge) {
        case (let from?, let to?): "<p>\(say("From \(from, "from") to \(to, "to") years."))</p>"
        case (let from?, nil): "<p>\(say("From \(from, "from") years."))</p>"
        case (nil, let to?): "<p>\(say("Up to \(to, "to") years."))</p>"
        case (nil, nil): ""
        }
        return lines([service.eligibility]) + age
    }

    private func wherePart(_ say: Speech) -> HTML {
        let places = service.places.map { place($0, say) }.joined()
        guard service.hasNoAddress else { return places }
        let phone = service.phones.first?.number ?? helper?.phone
        guard let phone else { return places + "<p>\(say("There is no address to go to. Ask before you go."))</p>" }
        return places + """
            <p>\(say("There is no address to go to. Call first:")) <a \(.href(Route.phone(phone)))><bdi dir="ltr">\(phone)</bdi></a></p>
            """
    }

    private func place(_ place: ServiceDetail.Place, _ say: Speech) -> HTML {
        """
        <div class="place">
        \(place.name.map { "<p dir=\"auto\"><strong>\($0)</strong></p>" as HTML })
        \(place.address.isEmpty ? "" : "<p dir=\"auto\">\(place.address.joined(separator: ", "))</p>")
        \(lines([place.description]))
        \(place.transport.map { "<p dir=\"auto\">\(Picture("bus")) \($0)</p>" as HTML })
        \(place.access.map { "<p dir=\"auto\">\(Picture("step-free")) \($0)</p>" as HTML })
        \(place.url.flatMap(Route.web).map { "<p><a rel=\"noreferrer\" \(.href($0))>\(say("Open the website"))</a></p>" as HTML })
        </div>
        """
    }

    private func opening(_ opening: ServiceDetail.Opening, _ say: Speech) -> HTML {
        let days: HTML = opening.days.count == 7 ? say("Every day") : "<bdi>\(say.list(opening.days.map(say.weekday)))</bdi>"
        let hours: HTML? = opening.opens.map { opens in
            if opening.isAllDay { return say("all day") }
            guard let closes = opening.closes else { return "<bdi dir=\"ltr\">\(say.clockTime(hour: opens.hour, minute: opens.minute))</bdi>" }
            return """
                <bdi dir="ltr">\(say.clockTime(hour: opens.hour, minute: opens.minute))–\(say.clockTime(hour: closes.hour, minute: closes.minute))</bdi>
                """
        }
        return """
            <div class="opening">
            \(opening.place.map { "<p dir=\"auto\"><strong>\($0)</strong></p>" as HTML })
            <p>\(days) \(hours) \(opening.isMonthly ? say("Not every week. Ask for the dates.") : "")</p>
            \(lines([opening.words]))
            \(opening.until.map { $0 < today ? "<p>\(Picture("warning")) \(say("These times were given until \(say.day($0), "day"). Ask if they still hold."))</p>" : "" })
            </div>
            """
    }

    private func cost(_ say: Speech) -> HTML {
        if let fees = service.fees, !fees.isEmpty { return lines([fees]) }
        return service.costs.map { cost in
            if cost.amount == 0 { return "<p>\(say("Free"))</p>" }
            let amount = cost.amount.map { say.money($0, cost.currency ?? "") }
            return "<p dir=\"auto\">\([cost.words, amount, cost.note].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · "))</p>"
        }.joined()
    }

    private func languages(_ say: Speech) -> HTML {
        let names: HTML = service.languages.isEmpty ? "" : "<p><bdi>\(say.list(service.languages.map(say.languageName)))</bdi></p>"
        return names + lines([service.interpreting])
    }

    private func capacity(_ capacity: ServiceDetail.Capacity, _ say: Speech) -> HTML {
        """
        <p>\(say(capacity.available, one: "\(capacity.words, "what"): one", other: "\(capacity.words, "what"): \(capacity.available, "count")"))
        \(capacity.asOf.map { "<br><small>\(say("As of \(say.day($0), "day")"))</small>" as HTML })</p>
        """
    }

    private func contact(_ say: Speech) -> HTML {
        let phones = service.phones.map { phone in
            """
            <p><a class="button" \(.href(Route.phone(phone.number)))>\(Picture("phone")) <bdi dir="ltr">\(phone.number)</bdi></a>
            \(phone.words.map { "<span dir=\"auto\">\($0)</span>" as HTML })</p>
            """ as HTML
        }.joined()
        let mail: HTML? = service.email.flatMap { address in
            Route.mail(address).map { "<p><a \(.href($0))>\(Picture("mail")) <bdi dir=\"ltr\">\(address)</bdi></a></p>" }
        }
        let web: HTML? = service.url.flatMap(Route.web).map { "<p><a rel=\"noreferrer\" \(.href($0))>\(Picture("globe")) \(say("Open the website"))</a></p>" }
        return phones + (mail ?? "") + (web ?? "")
    }

    /// How old the check is; after three months the page says to ask first.
    private func checked(_ say: Speech) -> HTML {
        guard let day = service.checkedOn else { return "<p>\(say("Nobody has checked this yet. Call before you go."))</p>" }
        let age = today.days(since: day)
        let warning: HTML = age > 90 ? "<p>\(Picture("warning")) \(say("This is some time ago. Call before you go."))</p>" : ""
        return "<p><bdi>\(say.day(day))</bdi></p>" + warning
    }

    static let samples: [ServicePage] = {
        guard let today = Day(year: 2026, month: 11, day: 21), let checked = Day(year: 2026, month: 3, day: 1) else { return [] }
        let full = ServiceDetail(
            name: "English for beginners", alternateName: "الإنجليزية", organization: "Adult College", description: "Six hours a week.",
            status: "temporarily closed", alert: "Starts again in March.", url: "https://college.example", email: "a@college.example",
            eligibility: "Adults", application: "Ring first.", interpreting: "Ask at the desk.", fees: nil, minimumAge: 16, maximumAge: 65,
            checkedOn: checked,
            places: [.init(name: "Town Hall", description: "First floor", transport: "Bus 4", url: "https://x.example", isPhysical: true,
                           address: ["1 Quay Street", "Port Selby"], access: ["Step-free entrance"])],
            openings: [.init(days: [1, 3], isMonthly: true, opens: ClockTime("09:30"), closes: ClockTime("12:00"), place: "Town Hall",
                             words: "Mornings", until: checked)],
            phones: [.init(number: "+44 1632 960101", words: "Main line")], languages: ["en", "ar"], documents: ["Residence permit"],
            costs: [.init(words: "A term", amount: 10, currency: "GBP", note: nil), .init(words: "Free", amount: 0, currency: "GBP", note: nil)],
            capacities: [.init(available: 6, words: "Class place", asOf: checked)])
        let bare = ServiceDetail(
            name: "Help line", alternateName: nil, organization: "Women's Centre", description: "", status: "defunct", alert: nil, url: nil,
            email: nil, eligibility: nil, application: nil, interpreting: nil, fees: nil, minimumAge: nil, maximumAge: 21, checkedOn: nil)
        let helper = HubFace.Helper(name: "Rosa", phone: "+44 1632 960100", hours: "9-5")
        return [ServicePage(service: full, today: today, helper: helper), ServicePage(service: bare, today: today, helper: nil)]
    }()
}
