import Identity
import Localization
import Markup
import Web

extension Day {
    static let lifeSample = Day(number: 20_778)
}

/// One line of a list of facts.
struct Fact {
    let picture: String, name: Message, value: HTML
    init(_ picture: String, _ name: Message, _ value: HTML) { (self.picture, self.name, self.value) = (picture, name, value) }

    func html(_ say: Speech) -> HTML {
        "<div><dt>\(Picture(picture)) \(say(name))</dt><dd>\(value)</dd></div>"
    }
}

/// What a worker reads who asks someone at the desk: whom, and how.
struct DeskNotice {
    /// Nil where the name is not known.
    let asked: String?

    func html(_ say: Speech) -> HTML {
        """
        <div class="notice"><p>\(Picture("speaker")) \(asked.map { say("This is asked of \($0, "name").") })
        \(say("Read it out to the person who is with you. Point at the pictures. Record what they say."))</p></div>
        """
    }
}

/// Whether someone interpreted what was answered at the desk.
struct InterpreterChoice {
    let isChosen: Bool

    func html(_ say: Speech) -> HTML {
        "<div class=\"choices\">\(Choice(name: "interpreted", value: "yes", label: say("Through an interpreter"), isChosen: isChosen).html)</div>"
    }
}

/// Two large pictures to answer with.
struct PicturePair {
    let token: FormToken
    let route: Route
    let name: String
    let isDesk: Bool
    /// Nil where a yes is not theirs to say.
    let yes: Message?
    let no: Message
    /// What is asked besides.
    var more: HTML?
    /// Whether it was said so already.
    var isInterpreted = false

    init(token: FormToken, to route: Route, name: String, isDesk: Bool, yes: Message?, no: Message) {
        (self.token, self.route, self.name, self.isDesk, self.yes, self.no) = (token, route, name, isDesk, yes, no)
    }

    func html(_ say: Speech) -> HTML {
        """
        <form method="post" \(.action(route)) data-once>\(token.html)
        \(isDesk ? InterpreterChoice(isChosen: isInterpreted).html(say) : "")\(more)
        <ul class="tiles">
        \(yes.map { "<li><button class=\"tile\" \(.name(name)) value=\"yes\">\(Picture("check")) \(say($0))</button></li>" as HTML })
        <li><button class="tile" \(.name(name)) value="no">\(Picture("cross")) \(say(no))</button></li>
        </ul></form>
        """
    }
}

/// What both sides keep to.
struct BoundaryList {
    let program: Program?

    func html(_ say: Speech) -> HTML? {
        guard let program, !program.boundaries.isEmpty else { return nil }
        return """
            <h2>\(say("What both sides keep to"))</h2>
            <ul>\(program.boundaries.map { "<li>\($0.html(say))</li>" as HTML })</ul>
            """
    }
}

/// The way to a person who listens, at the end of each page that opens without signing in.
struct ConcernLink {
    let route: Route?
    init(_ route: Route?) { self.route = route }

    func html(_ say: Speech) -> HTML? {
        route.map { "<p><a \(.href($0))>\(Picture("shield")) \(say("Something worries me"))</a></p>" }
    }
}
