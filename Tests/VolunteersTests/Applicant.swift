import Identity
import Storage
import TestSupport
@testable import Volunteers

/// Someone who offers help with a browser that keeps its cookies.
struct Applicant {
    var browser: Browser

    static let answers: [(Question, [(String, String)])] = [
        (.name, [("given_name", "Zebulon"), ("family_name", "Quillfeather")]),
        (.contact, [("email", "zebulon@quill.example"), ("phone", "01632 960555")]),
        (.languages, [("language1", "eng"), ("level1", "native"), ("language2", "arb"), ("level2", "basic"), ("other_languages", "Gottscheerish")]),
        (.roles, [("roles", "conversation")]),
        (.times, [("times", "2-evening"), ("times", "6-morning")]),
        (.place, [("place", "Harbor steps"), ("travel", "bus")]),
        (.about, [("gender", "man"), ("birth_year", "1980")]),
        (.people, [("referee1_name", "Ottoline Marsh"), ("referee1_contact", "ottoline@marsh.example")]),
    ]

    @discardableResult
    mutating func get(_ path: String) async throws -> Answer { keep(try await browser.get(path)) }

    @discardableResult
    mutating func post(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer { keep(try await browser.post(path, fields)) }

    private mutating func keep(_ answer: Answer) -> Answer {
        browser.cookies.merge(answer.cookies) { $1 }
        return answer
    }

    mutating func begin() async throws { try await post("/volunteer") }

    mutating func answerAll() async throws {
        for (question, fields) in Self.answers { try await post("/volunteer/question/\(question.rawValue)", fields + [("go", "on")]) }
    }

    /// Sends the whole offer; gives the person it is about.
    mutating func offer() async throws -> PersonID? {
        let before = try await people()
        try await begin()
        try await answerAll()
        try await post("/volunteer/check")
        return try await people().subtracting(before).first
    }

    /// The clock stands still in tests, so that the newest can't be told by its time.
    private func people() async throws -> Set<PersonID> {
        try await browser.town.hub.archive.read { Set(try $0.rows("SELECT person_id FROM applications").map { try $0.get("person_id") as PersonID }) }
    }
}
