import House
import Volunteers

/// A kind of help that needs and offers are matched in, such as mentoring; data, not code (`vocabularies/programs.yaml`).
public struct Program: Sendable, Hashable, Identifiable {
    /// Who may do it at all.
    public enum Doer: String, Sendable, Hashable, CaseIterable, Decodable {
        case volunteer, trained
        /// Never part of a round: the need is shown the service that does it.
        case specialist
    }
    /// Which language two people must share, both well enough to talk (`SpokenLanguage.Level.conversation` or better).
    public enum Tongue: String, Sendable, Hashable, CaseIterable, Decodable {
        /// Any language of both.
        case shared
        /// The giver speaks the town's language; the seeker may be learning it.
        case town
        case any
    }
    public let id: String
    public let picture: String
    public let name: LocalWords
    /// One plain sentence of what it is.
    public let about: LocalWords
    /// What it is not: agreed before the first meeting.
    public let boundaries: [LocalWords]
    /// The domain of integration it serves, one of the 14 of the Home Office (2019).
    public let domain: Domain
    public let doer: Doer
    /// The volunteer role whose requirements hold; nil for what specialists do or organizations give.
    public let role: String?
    /// The role whose requirements hold where children live in the household.
    public let roleWithChildren: String?
    public let tongue: Tongue
    /// Minutes a week that both must have free together; 0 where it needs no common time.
    public let overlap: Int
    /// The longest way, in minutes, that is asked of a volunteer; nil where distance does not matter.
    public let travel: Int?
    /// How often they usually meet, in times a month.
    public let timesAMonth: Int
    /// How long it usually lasts, in months.
    public let months: Int
    public let checkIns: CheckInSchedule
    /// The search words of the directory that show who does it, for what specialists do.
    public let service: String?
    /// What lists of towns also call it.
    public var alsoCalled: [String] = []

    /// Whether a whole household gets it, such as a place to live or a stove: whoever lives there may know that it is sought.
    var isOfHome: Bool { doer != .specialist && [.housing, .stability].contains(domain) }
}

/// When both sides are asked how it goes: on these days after the start, then every so many days.
public struct CheckInSchedule: Sendable, Hashable, Decodable {
    public let days: [Int]
    public let every: Int
}

/// The domains of integration (Home Office Indicators of Integration framework, 2019).
public enum Domain: String, Sendable, Hashable, CaseIterable, Decodable {
    case work, housing, education, health, leisure
    case bonds, bridges, links
    case language, culture, digital, safety, stability
    case rights
}
