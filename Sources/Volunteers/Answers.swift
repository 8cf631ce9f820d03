import Foundation
import Web

/// What someone has answered so far, as they gave it, field by field: nothing is lost that is not yet right.
struct Answers: Codable, Sendable, Equatable {
    private var fields: [String: [String]] = [:]

    init() {}
    init(_ fields: [String: [String]]) { self.fields = fields }

    /// The first value; empty where there is none.
    subscript(_ name: String) -> String { fields[name]?.first ?? "" }
    func values(_ name: String) -> [String] { fields[name] ?? [] }
    func holds(_ name: String, _ value: String) -> Bool { values(name).contains(value) }

    /// Takes what a form says to one question, and leaves the answers to the others as they are.
    mutating func take(_ sent: Fields, to question: Question) {
        for name in question.fields {
            let values = sent.values(name).prefix(60).map { String($0.trimmingCharacters(in: .whitespacesAndNewlines).prefix(500)) }
            fields[name] = values.filter { !$0.isEmpty }
        }
    }

    init(json: String) throws { self = try JSONDecoder().decode(Answers.self, from: Data(json.utf8)) }

    var json: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }
}
