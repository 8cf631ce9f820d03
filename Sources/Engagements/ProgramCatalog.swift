import House
import Volunteers
import Yams

/// The programs of this town: data, not code (`vocabularies/programs.yaml`), which a hub may replace.
public struct ProgramCatalog: Sendable {
    public let all: [Program]
    public let roles: RoleCatalog
    private let byID: [String: Program]
    private let byWord: [String: String]

    /// - Throws: `ProgramProblem` with the line of what is wrong in the file; `RoleProblem` where the roles can't be read.
    public init(_ resources: Resources) throws {
        let roles = try RoleCatalog(resources)
        self.init(try ProgramFile(resources.text("vocabularies/programs.yaml") ?? "", roles: roles, pictures: resources.text("assets/pictures.svg") ?? "").programs, roles: roles)
    }

    package init(_ programs: [Program], roles: RoleCatalog) {
        (all, self.roles) = (programs, roles)
        byID = Dictionary(programs.map { ($0.id, $0) }) { first, _ in first }
        let words = programs.flatMap { program in ([program.id] + program.name.all).map { (CSVMapping.folded($0), program.id) } }
            + programs.flatMap { program in program.alsoCalled.map { (CSVMapping.folded($0), program.id) } }
        byWord = Dictionary(words) { first, _ in first }
    }

    public subscript(_ id: String) -> Program? { byID[id] }

    /// The program that a list means by this word: its id, its name in any language, or what it is also called.
    public func program(called word: String) -> Program? { byWord[CSVMapping.folded(word)].flatMap { byID[$0] } }

    /// Programs that a round may match, in the order of the file.
    public var matched: [Program] { all.filter { $0.doer != .specialist } }

    /// Programs whose work one of these roles does.
    package func programs(of roles: Set<String>) -> [Program] { matched.filter { $0.role.map(roles.contains) ?? false } }
}

extension Program {
    /// Whether only specialists do it: such a need is never part of a round.
    public var isForSpecialists: Bool { doer == .specialist }
}
