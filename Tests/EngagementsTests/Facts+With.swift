import Identity
import People
import Volunteers
@testable import Engagements

extension NeedFacts {
    func with(
        id: NeedID? = nil, waitingSince: Day? = nil, urgency: Need.Urgency? = nil, gender: Gender? = nil, wish: Need.GenderWish? = nil, hasChildren: Bool? = nil, place: Point? = nil,
        languages: [String: SpokenLanguage.Level]? = nil, times: [WeeklySlot]? = nil, program: String? = nil, household: Headcount? = nil, access: Need.Access? = nil
    ) -> NeedFacts {
        NeedFacts(
            id: id ?? self.id, program: program ?? self.program, waitingSince: waitingSince ?? self.waitingSince, urgency: urgency ?? self.urgency, gender: gender ?? self.gender,
            wish: wish ?? self.wish, hasChildren: hasChildren ?? self.hasChildren, people: household?.all ?? people, place: place ?? self.place,
            languages: languages ?? self.languages, times: times ?? self.times,
            children: household?.children ?? children, seniors: household?.seniors ?? seniors, access: access ?? self.access)
    }
}

extension OfferFacts {
    func with(
        id: OfferID? = nil, giver: GiverID? = nil, gender: Gender? = nil, place: Point? = nil, travel: Set<String>? = nil,
        languages: [String: SpokenLanguage.Level]? = nil, times: [WeeklySlot]? = nil, absences: [Absence]? = nil, isCleared: Bool? = nil,
        isClearedForChildren: Bool? = nil, free: Int? = nil, program: String? = nil, lastDay: Day? = nil, room: Room? = nil, isStepFree: Bool? = nil
    ) -> OfferFacts {
        OfferFacts(
            id: id ?? self.id, giver: giver ?? self.giver, program: program ?? self.program, gender: gender ?? self.gender,
            place: place ?? self.place, travel: travel ?? self.travel, languages: languages ?? self.languages, times: times ?? self.times,
            absences: absences ?? self.absences, isCleared: isCleared ?? self.isCleared,
            isClearedForChildren: isClearedForChildren ?? self.isClearedForChildren, free: free ?? self.free, lastDay: lastDay ?? self.lastDay, room: room ?? self.room, isStepFree: isStepFree ?? self.isStepFree)
    }
}

extension Program {
    func with(doer: Doer? = nil, tongue: Tongue? = nil) -> Program {
        Program(
            id: id, picture: picture, name: name, about: about, boundaries: boundaries, domain: domain, doer: doer ?? self.doer, role: role,
            roleWithChildren: roleWithChildren, tongue: tongue ?? self.tongue, overlap: overlap, travel: travel, timesAMonth: timesAMonth,
            months: months, checkIns: checkIns, service: service)
    }
}
