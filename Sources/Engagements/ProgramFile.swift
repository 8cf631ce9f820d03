import House
import Volunteers
import Yams

/// What is wrong in the file of programs, and where.
public struct ProgramProblem: Error, CustomStringConvertible {
    public let description: String
    init(_ text: String, line: Int?) { description = "programs.yaml\(line.map { ", line \($0)" } ?? ""): \(text)" }
}

/// The file of programs, read and checked entry by entry.
struct ProgramFile {
    private(set) var programs: [Program] = []

    init(_ yaml: String, roles: RoleCatalog, pictures: String) throws {
        let root = try Self.root(of: yaml)
        var boundaries: [String: LocalWords] = [:]
        for node in root["boundaries"]?.sequence ?? [] {
            let boundary: Boundary = try Self.decoded(node)
            boundaries[boundary.id] = boundary.words
        }
        guard let entries = root["programs"]?.sequence, !entries.isEmpty else { throw ProgramProblem("there is no list of programs in it.", line: nil) }
        var seen = Set<String>()
        for node in entries {
            let entry: ProgramEntry = try Self.decoded(node, knownKeys: Set(ProgramEntry.CodingKeys.allCases.map(\.rawValue)))
            let place = node.mark?.line
            guard seen.insert(entry.id).inserted else { throw ProgramProblem("\(entry.id) stands in it twice.", line: place) }
            if let problem = entry.problem(roles: roles, boundaries: Set(boundaries.keys), pictures: pictures) {
                throw ProgramProblem("\(entry.id) \(problem)", line: place)
            }
            programs.append(entry.program(boundaries))
        }
    }

    private static func root(of yaml: String) throws -> Node.Mapping {
        let node: Node?
        do { node = try Yams.compose(yaml: yaml) } catch let YamlError.parser(_, problem, mark, _) {
            throw ProgramProblem("it can't be read: \(problem).", line: mark.line)
        } catch let YamlError.scanner(_, problem, mark, _) {
            throw ProgramProblem("it can't be read: \(problem).", line: mark.line)
        } catch let error as YamlError {
            throw ProgramProblem("it can't be read: \(error).", line: nil)
        }
        guard let root = node?.mapping else { throw ProgramProblem("it needs the lists \"boundaries\" and \"programs\".", line: 1) }
        return root
    }

    private static func decoded<T: Decodable>(_ node: Node, knownKeys: Set<String>? = nil) throws -> T {
        let id = node["id"]?.string ?? "an entry without id"
        if let knownKeys, let wrong = (node.mapping?.keys.compactMap(\.string) ?? []).first(where: { !knownKeys.contains($0) }) {
            throw ProgramProblem("\(id) has \"\(wrong)\", which no program has.", line: node.mark?.line)
        }
        do { return try YAMLDecoder().decode(T.self, from: node) } catch let error as DecodingError {
            throw ProgramProblem("\(id) \(Self.words(error)).", line: node.mark?.line)
        }
    }

    private static func words(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "lacks \"\(key.stringValue)\""
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "has something in \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" that can't be read"
        @unknown default: "can't be read"
        }
    }
}

private struct Boundary: Decodable {
    let id: String
    let words: LocalWords

    init(from decoder: any Decoder) throws {
        var texts = try [String: String](from: decoder)
        guard let id = texts.removeValue(forKey: "id"), !texts.isEmpty else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a boundary has an id and words"))
        }
        (self.id, words) = (id, LocalWords(texts))
    }
}
