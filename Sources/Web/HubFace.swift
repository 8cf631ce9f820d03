import Foundation
import Identity
import Localization
import Markup

/// What every page shows of the hub: its name, the person to ask, the languages offered.
public struct HubFace: Sendable {
    /// A named human whom anyone can call; access.md asks for help at the same place on each page.
    public struct Helper: Sendable, Hashable {
        public let name: String, phone: String, hours: String
        public init(name: String, phone: String, hours: String) { (self.name, self.phone, self.hours) = (name, phone, hours) }
    }

    /// What a demo shows above every page: which day it is there, and how many mails it sent.
    public struct Demo: Sendable, Hashable {
        let today: Day, mails: Int
        public init(today: Day, mails: Int) { (self.today, self.mails) = (today, mails) }
    }

    public var name: String
    public var helper: Helper?
    public var languages: [Language]
    public var isDemo: Bool
    /// Nil where the demo has no clock to move, as in a real hub.
    public var demo: Demo?
    /// Where someone goes who must leave this page at once; a place that says nothing about them.
    public var leaveTo: String
    public var timeZone: TimeZone

    public init(name: String, helper: Helper?, languages: [Language], isDemo: Bool, leaveTo: String, timeZone: TimeZone) {
        (self.name, self.helper, self.languages) = (name, helper, languages)
        (self.isDemo, self.leaveTo, self.timeZone) = (isDemo, leaveTo, timeZone)
    }

    public static let plain = HubFace(
        name: "Tessera", helper: nil, languages: [.english], isDemo: false, leaveTo: "https://www.wikipedia.org/", timeZone: .gmt)
}

/// One entry of the navigation, and who sees it.
public struct NavigationItem: Sendable {
    public let words: Message
    public let route: Route
    public let picture: String
    public let audience: Audience
    public let place: Place

    /// Where on each page it stands.
    public enum Place: Sendable { case menu, foot }

    public init(_ words: Message, to route: Route, picture: String, for audience: Audience, in place: Place = .menu) {
        (self.words, self.route, self.picture, self.audience, self.place) = (words, route, picture, audience, place)
    }
}
