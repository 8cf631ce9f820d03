import Identity
import Localization
import Markup
import Web

/// Why a household is to go into another case worker's care and, where its own case worker offers it, into whose; as it was chosen.
struct HandoverForm: Sendable {
    var cause: Handover.Cause?
    var to: UserID?

    init(cause: Handover.Cause? = nil, to: UserID? = nil) { (self.cause, self.to) = (cause, to) }

    init(_ fields: Fields) { self.init(cause: Handover.Cause(rawValue: fields["cause"]), to: UserID(fields["to"])) }

    func problems(isOffer: Bool) -> [FieldProblem] {
        (isOffer && to == nil ? [FieldProblem("to", Message("Choose a colleague."))] : []) + (cause == nil ? [FieldProblem("cause", Message("Choose why."))] : [])
    }
}

/// Asking for a household in a colleague's care, or offering a colleague one's own.
struct HandoverFormPage: Page {
    struct Colleague: Sendable {
        let user: UserID
        let name: String
    }
    enum State: Sendable, Hashable {
        case ask, offer
        /// Somebody has asked, and waits for an answer.
        case waits
        /// It is in nobody's care: whoever takes it needs no yes.
        case needless
    }
    let token: FormToken
    let household: HouseholdID
    let form: HandoverForm
    let problems: [FieldProblem]
    let colleagues: [Colleague]
    let state: State

    static let samples = [
        HandoverFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), form: HandoverForm(), problems: [], colleagues: [], state: .ask),
        HandoverFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), form: HandoverForm(cause: .away), problems: HandoverForm().problems(isOffer: true),
                         colleagues: [Colleague(user: ID(high: 1, low: 2), name: "Nadia Kaddour")], state: .offer),
        HandoverFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), form: HandoverForm(), problems: [], colleagues: [], state: .offer),
        HandoverFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), form: HandoverForm(), problems: [], colleagues: [], state: .waits),
        HandoverFormPage(token: FormToken("sample"), household: ID(high: 1, low: 1), form: HandoverForm(), problems: [], colleagues: [], state: .needless),
    ]

    var title: Message { state == .offer ? Message("Offer this household to a colleague") : Message("Ask for this household") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(ProblemList(problems).html(say))
        \(content(say))
        <p><a class="button quiet" \(.href("/households/\(household.text)"))>\(say("Back to the household"))</a></p>
        """
    }

    private func content(_ say: Speech) -> HTML {
        switch state {
        case .ask: fields(say("Its case worker says yes or no, or a coordinator where the case worker is away. Only then do ways to reach them open to you."), nil, say("Ask"), say)
        case .offer where colleagues.isEmpty: "<div class=\"notice\"><p>\(Picture("info")) \(say("No other case worker works here."))</p></div>"
        case .offer: fields(say("It stays in your care until your colleague says yes."), colleague(say), say("Offer it"), say)
        case .waits: "<div class=\"notice\"><p>\(Picture("clock")) \(say(HandoverProblem.waits.message)) <a href=\"/handovers\">\(say("See it"))</a></p></div>"
        case .needless: "<div class=\"notice\"><p>\(Picture("info")) \(say("This household has no case worker: take it into your care on its page."))</p></div>"
        }
    }

    private func fields(_ lead: HTML, _ more: HTML?, _ button: HTML, _ say: Speech) -> HTML {
        """
        <p class="lead">\(lead)</p>
        <p>\(say("The people of the household read in their file who had them in care, and why it changed."))</p>
        <form method="post" \(.action("/households/\(household.text)/handover")) data-once>\(token.html)
        \(more)
        <div class="field"><fieldset class="choices" id="cause"><legend>\(say("Why?"))</legend>\(problem("cause", say))
        \(Handover.Cause.allCases.map { Choice(name: "cause", value: $0.rawValue, label: say($0.message), isChosen: $0 == form.cause, isRadio: true).html })</fieldset></div>
        <div class="buttons"><button class="button main">\(Picture("hand")) \(button)</button></div></form>
        """
    }

    private func colleague(_ say: Speech) -> HTML {
        """
        <div class="field"><fieldset class="choices" id="to"><legend>\(say("To whom?"))</legend>\(problem("to", say))
        \(colleagues.map { Choice(name: "to", value: $0.user.text, label: "<bdi>\($0.name)</bdi>", isChosen: $0.user == form.to, isRadio: true).html })</fieldset></div>
        """
    }

    private func problem(_ field: String, _ say: Speech) -> HTML? {
        problems.first(field).map { "<p class=\"problem\" \(.id(field + "-problem"))>\(Picture("warning")) \(say($0))</p>" }
    }
}
