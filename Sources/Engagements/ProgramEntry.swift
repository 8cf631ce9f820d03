import House
import Volunteers

/// A program as the file has it.
struct ProgramEntry: Decodable {
    let id: String, picture: String
    let name: LocalWords, about: LocalWords
    let words: [String]?
    let domain: Domain
    let doer: Program.Doer
    let role: String?, roleWithChildren: String?
    let tongue: Program.Tongue
    let overlap: Int
    let travel: Int?
    let timesAMonth: Int, months: Int
    let checkIns: CheckInSchedule
    let boundaries: [String]
    let service: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, picture, name, about, words, domain, doer, role, roleWithChildren, tongue, overlap, travel, timesAMonth, months, checkIns, boundaries, service
    }

    /// What does not hold together, as the end of a sentence; nil where all does.
    func problem(roles: RoleCatalog, boundaries known: Set<String>, pictures: String) -> String? {
        if id.isEmpty || !id.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }) { return "needs an id of small letters." }
        if !pictures.contains("id=\"" + picture + "\"") { return "names the picture \(picture), which there is not." }
        if name.all.isEmpty || about.all.isEmpty { return "needs a name and a sentence about it." }
        for role in [role, roleWithChildren].compactMap(\.self) where roles[role] == nil { return "names the role \(role), which roles.yaml does not have." }
        if role == nil, roleWithChildren != nil { return "has a role with children and none without." }
        if let wrong = boundaries.first(where: { !known.contains($0) }) { return "names the boundary \(wrong), which the file does not have." }
        if !(2...4).contains(boundaries.count) { return "needs two to four boundaries." }
        return doerProblem ?? numberProblem
    }

    private var doerProblem: String? {
        switch doer {
        case .specialist where service?.isEmpty ?? true: "is for specialists and needs the words that find the service."
        case .specialist where role != nil: "is for specialists and can't have a role of volunteers."
        case .trained where role == nil: "is for trained volunteers and needs a role."
        case .volunteer, .trained, .specialist: nil
        }
    }

    private var numberProblem: String? {
        if !(0...10_080).contains(overlap) { return "has an overlap that no week has." }
        if let travel, travel < 1 { return "has a way of no minutes." }
        if !(0...31).contains(timesAMonth) || months < 1 { return "lasts no time, or meets more often than every day." }
        if checkIns.every < 1 || checkIns.days.contains(where: { $0 < 1 }) || checkIns.days != checkIns.days.sorted() { return "has check-ins that are not in order." }
        return nil
    }

    func program(_ words: [String: LocalWords]) -> Program {
        Program(
            id: id, picture: picture, name: name, about: about, boundaries: boundaries.compactMap { words[$0] }, domain: domain, doer: doer,
            role: role, roleWithChildren: roleWithChildren, tongue: tongue, overlap: overlap, travel: travel, timesAMonth: timesAMonth,
            months: months, checkIns: checkIns, service: service, alsoCalled: self.words ?? [])
    }
}
