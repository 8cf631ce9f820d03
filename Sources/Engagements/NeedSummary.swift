import Identity
import Localization
import Markup
import People
import Web

/// A need as the round shows it: what is sought and by what kind of household, and nobody's name.
struct NeedSummary: Sendable {
    let id: NeedID
    let program: Program
    let people: Int
    let hasChildren: Bool
    let languages: [String]
    let district: String?
    let urgency: Need.Urgency
    let waitingSince: Day
    let wish: Need.GenderWish
    let access: Need.Access

    init(_ facts: NeedFacts, program: Program, district: String?) {
        (id, self.program, people, hasChildren) = (facts.id, program, facts.people, facts.hasChildren)
        languages = facts.languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        (self.district, urgency, waitingSince, wish, access) = (district, facts.urgency, facts.waitingSince, facts.wish, facts.access)
    }

    func title(_ say: Speech) -> HTML { "\(Picture(program.picture)) \(program.name.html(say)): \(household(say))" }

    func household(_ say: Speech) -> HTML {
        hasChildren
            ? say(people, one: "a household with children", other: "a household of \(people, "count") with children")
            : say(people, one: "one person", other: "a household of \(people, "count") adults")
    }

    func details(_ say: Speech) -> HTML {
        let parts: [HTML] = [
            languages.isEmpty ? say("language not known") : "<bdi>\(say.list(languages.map(say.languageName)))</bdi>",
            district.map { "<bdi>\($0)</bdi>" as HTML } ?? say("part of town not known"),
        ] + (wish == .any ? [] : [wish == .woman ? say("wishes to be helped by a woman") : say("wishes to be helped by a man")])
            + (access.fact.map { [say($0)] } ?? [])
        return parts.joined(separator: " · ")
    }

    func waiting(on day: Day, _ say: Speech) -> HTML {
        let days = max(0, day.number - waitingSince.number)
        return """
            \(urgency == .canWait ? "" : "<span class=\"tag \(urgency == .urgent ? "bad" : "warn")\">\(say(urgency.message))</span> ")\
            \(say(days, one: "waiting for one day", other: "waiting for \(days, "count") days"))
            """
    }
}
