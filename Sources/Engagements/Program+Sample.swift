import House
import Volunteers

extension Program {
    /// An invented program, for the samples of pages and for tests.
    static let sample = Program(
        id: "mentoring", picture: "heart", name: LocalWords(["en": "Mentoring"]),
        about: LocalWords(["en": "Someone stands by you for about a year."]),
        boundaries: [LocalWords(["en": "No money changes hands."]), LocalWords(["en": "You meet in public places at first."])],
        domain: .bridges, doer: .trained, role: "conversation", roleWithChildren: "mentor", tongue: .shared, overlap: 60, travel: 45,
        timesAMonth: 4, months: 12, checkIns: CheckInSchedule(days: [7, 30], every: 30), service: nil)
}
