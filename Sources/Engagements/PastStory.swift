import Identity

/// How one invented pair of the demo town has fared since its match was approved.
struct PastStory: Sendable {
    enum Course: Sendable {
        case lives
        /// Ended some days ago.
        case ended(Engagement.Ending, daysAgo: Int, isNeedMet: Bool, reached: String)
        /// Both sides are asked, and these have answered; whoever said no said why.
        case asked(newcomer: Ask.Answer?, volunteer: Ask.Answer?, reason: String = "")
    }
    /// How many days ago both said yes, or the question left.
    let days: ClosedRange<Int>
    var course = Course.lives
    /// Whether they met, and whether both agreed to be known to each other.
    var meets = true, shares = true
    /// What each side said when it was asked last; nil where it has not answered.
    var newcomer: CheckInAnswers? = .well, volunteer: CheckInAnswers? = .well
}

extension CheckInAnswers {
    static let well = CheckInAnswers(going: .good, meeting: .yes, isSafe: true, wantsTalk: false)
    static let soSo = CheckInAnswers(going: .soSo, meeting: .sometimes, isSafe: true, wantsTalk: false)
}

extension PastStory {
    /// Of the newcomer of the cast: asked how it goes two days ago, and may answer now.
    static let ofNewcomer = PastStory(days: 32...32, newcomer: nil)
    /// Of the volunteer of the cast: the other side said yes, and now it is on him.
    static let ofVolunteer = PastStory(days: 2...2, course: .asked(newcomer: .yes, volunteer: nil))
    /// Of volunteers whose check ran out while they helped.
    static let ranOut = PastStory(days: 60...75)
    /// For whoever can't have the story that was meant for them.
    static let plain = PastStory(days: 12...170)

    /// In the order in which they are told; a small town has the first of them.
    static let all: [PastStory] = telling + Array(repeating: plain, count: 44)

    private static let telling: [PastStory] = [
        PastStory(days: 64...67, newcomer: CheckInAnswers(going: .notGood, meeting: .sometimes, isSafe: true, wantsTalk: false)),
        PastStory(days: 16...17, course: .asked(newcomer: nil, volunteer: .yes)),
        PastStory(days: 60...150, course: .ended(.reached, daysAgo: 9, isNeedMet: true, reached: "Found the way to the college, and knows whom to ask now.")),
        PastStory(days: 16...20, meets: false, newcomer: nil, volunteer: CheckInAnswers(going: .soSo, meeting: .no, isSafe: true, wantsTalk: false)),
        PastStory(days: 33...35, newcomer: CheckInAnswers(going: .good, meeting: .yes, isSafe: true, wantsTalk: true)),
        PastStory(days: 8...9, course: .asked(newcomer: .yes, volunteer: .no, reason: "I am away for three months from next week.")),
        PastStory(days: 35...60),
        PastStory(days: 3...5),
        PastStory(days: 3...3, course: .asked(newcomer: nil, volunteer: nil)),
        PastStory(days: 40...44, volunteer: nil),
        PastStory(days: 70...170, newcomer: .soSo),
        PastStory(days: 9...20, shares: false),
        PastStory(days: 45...120, course: .ended(.agreedEnd, daysAgo: 21, isNeedMet: false, reached: "")),
        PastStory(days: 100...170),
        PastStory(days: 5...6, course: .asked(newcomer: .yes, volunteer: nil)),
        PastStory(days: 34...100, newcomer: .soSo, volunteer: .soSo),
    ]
}
