import House
import Yams

/// The roles volunteers can have in this town: data, not code (`vocabularies/roles.yaml`), which a hub may replace.
public struct RoleCatalog: Sendable {
    public let all: [VolunteerRole]
    /// What the checks and courses named by the roles are called.
    private let names: [Credential.Kind: LocalWords]

    /// - Throws: `RoleProblem` naming what a role asks for and the file doesn't explain; what Yams says of a file that is no YAML.
    public init(_ resources: Resources) throws { try self.init(yaml: resources.text("vocabularies/roles.yaml") ?? "roles: []") }

    package init(yaml: String) throws {
        let file = try YAMLDecoder().decode(RoleFile.self, from: yaml)
        let checks = file.checks ?? [], courses = file.courses ?? []
        names = Dictionary(
            checks.map { (.check($0.id), $0.name) } + courses.map { (.training($0.id), $0.name) }, uniquingKeysWith: { $1 })
        all = file.roles.map { $0.role(checks: checks) }
        for role in all {
            for requirement in role.requirements where requirement.kind.isNamed && names[requirement.kind] == nil {
                throw RoleProblem(description: "roles.yaml: \(role.id) asks for \(requirement.kind.rawValue), which the file does not name.")
            }
        }
    }

    package init(all: [VolunteerRole], names: [Credential.Kind: LocalWords]) { (self.all, self.names) = (all, names) }

    public subscript(_ id: String) -> VolunteerRole? { all.first { $0.id == id } }
    func name(of kind: Credential.Kind) -> LocalWords? { names[kind] }

    /// Everything that any of these roles asks for, each once, in the order in which it is usually shown.
    func kinds(of roles: [VolunteerRole]) -> [Credential.Kind] {
        var known: Set<Credential.Kind> = []
        return roles.flatMap(\.requirements).sorted { $0.order < $1.order }.map(\.kind).filter { known.insert($0).inserted }
    }
}

public struct RoleProblem: Error, CustomStringConvertible {
    public let description: String
}

/// The file as it is written.
private struct RoleFile: Decodable {
    struct Named: Decodable {
        let id: String
        let name: LocalWords
        let includes: [String]?
    }
    struct Entry: Decodable {
        struct Check: Decodable { let kind: String, days: Int? }
        struct Course: Decodable { let course: String, days: Int? }
        struct Requires: Decodable {
            let references: Int?, check: Check?, interview: Bool?, training: [Course]?, age: Int?, agreement: Bool?
        }
        let id: String, picture: String
        let name: LocalWords, about: LocalWords
        let children: Bool
        let requires: Requires

        func role(checks: [Named]) -> VolunteerRole {
            var asked: [Requirement] = []
            if let count = requires.references, count > 0 {
                asked.append(Requirement(children ? .childReference : .reference, count: count))
            }
            if requires.interview == true { asked.append(Requirement(.interview)) }
            if let check = requires.check {
                let higher = checks.filter { $0.includes?.contains(check.kind) == true }.map { Credential.Kind.check($0.id) }
                asked.append(Requirement(.check(check.kind), orBetter: Set(higher), days: check.days))
            }
            asked += (requires.training ?? []).map { Requirement(.training($0.course), days: $0.days) }
            if let age = requires.age { asked.append(Requirement(.age(age))) }
            if requires.agreement == true { asked.append(Requirement(.agreement)) }
            return VolunteerRole(id: id, picture: picture, name: name, about: about, isWithChildren: children, requirements: asked)
        }
    }
    let checks: [Named]?, courses: [Named]?
    let roles: [Entry]
}
