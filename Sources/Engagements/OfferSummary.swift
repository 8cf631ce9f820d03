import Localization
import Markup
import People
import Web

/// An offer as the round shows it: a volunteer's initials, or what an organization calls it.
struct OfferSummary: Sendable {
    let id: OfferID
    /// Initials of a volunteer, or the title of an organization's offer.
    let who: String
    let isVolunteer: Bool
    let languages: [String]
    let free: Int

    init(_ facts: OfferFacts, who: String) {
        (id, self.who, isVolunteer, free) = (facts.id, who, facts.gender != nil, facts.free)
        languages = facts.languages.filter { $0.value >= .conversation }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    func title(_ say: Speech) -> HTML { "\(Picture(isVolunteer ? "person" : "house")) <bdi>\(who)</bdi>" }

    func details(_ say: Speech) -> HTML {
        languages.isEmpty ? say("language not known") : "<bdi>\(say.list(languages.map(say.languageName)))</bdi>"
    }
}
