@testable import Engagements
import Foundation
import House
import Testing
import Volunteers

@Suite struct ProgramCatalogTests {
    private let catalog: ProgramCatalog
    init() throws { catalog = try ProgramCatalog(Resources()) }

    @Test func `every kind of help of the brief is there`() {
        let ids = ["mentoring", "tutoring", "conversation", "welcome", "driving", "hosting", "apprenticeship", "job", "play", "class", "goods", "counseling", "legal"]
        #expect(catalog.all.map(\.id) == ids)
    }

    @Test(arguments: ["en", "fr", "uk", "ar"])
    func `every program, sentence and boundary is in this language`(_ tag: String) throws {
        for program in catalog.all {
            for words in [program.name, program.about] + program.boundaries {
                #expect(words.text(in: try #require(.init(tag))).language.tag == tag, "\(program.id)")
            }
            #expect((2...4).contains(program.boundaries.count))
        }
    }

    @Test func `what specialists do has no role, is in no round and leads to the directory`() {
        let specialist = catalog.all.filter(\.isForSpecialists)
        #expect(specialist.map(\.id) == ["counseling", "legal"])
        for program in specialist { #expect(program.role == nil && program.service?.isEmpty == false) }
        #expect(Set(catalog.matched.map(\.id)).isDisjoint(with: specialist.map(\.id)))
    }

    @Test func `both sides are asked at day seven, at day thirty, then monthly`() {
        #expect(catalog.all.allSatisfy { $0.checkIns == CheckInSchedule(days: [7, 30], every: 30) })
    }

    @Test(arguments: [("mentoring", "mentoring"), ("Mentor", "mentoring"), ("MENTORAT", "mentoring"), ("English class", "class"), ("Наставництво", "mentoring"),
                      ("مرشد", "mentoring"), ("Furniture", "goods"), ("yodeling", nil)] as [(String, String?)])
    func `a list's word finds the program, in any language`(_ word: String, _ id: String?) {
        #expect(catalog.program(called: word)?.id == id)
    }

    @Test(arguments: [
        ("role: mentor\n", "role: wizard\n", "mentoring names the role wizard"), ("picture: heart\n", "picture: unicorn\n", "mentoring names the picture unicorn"),
        ("overlap: 60\n", "overlaps: 60\n", "mentoring has \"overlaps\""), ("domain: bridges\n", "domain: fun\n", "mentoring has something in \"domain\""),
        ("    months: 12\n", "", "mentoring lacks \"months\""), ("[public, money, advice, leaving]", "[public, cake]", "mentoring names the boundary cake"),
        ("doer: trained\n", "doer: specialist\n", "mentoring is for specialists"), ("travel: 45\n", "travel: 0\n", "mentoring has a way"),
        ("id: tutoring", "id: mentoring", "mentoring stands in it twice"), ("days: [7, 30]", "days: [30, 7]", "mentoring has check-ins"),
    ])
    func `a slip in the file is told with its line`(_ right: String, _ wrong: String, _ words: String) throws {
        let yaml = try #require(Resources().text("vocabularies/programs.yaml"))
        let start = try #require(yaml.range(of: "  - id: mentoring"))
        let broken = String(yaml[..<start.lowerBound]) + String(yaml[start.lowerBound...]).replacing(right, with: wrong, maxReplacements: 1)
        let problem = try #require(throws: ProgramProblem.self) { try read(broken) }
        #expect(problem.description.contains(words), "\(problem)")
        #expect(problem.description.hasPrefix("programs.yaml, line "), "\(problem)")
    }

    @Test(arguments: ["", "programs: [", "- a", "programs: []", "\u{7}"])
    func `a file that is no list of programs is refused in a sentence`(_ yaml: String) {
        #expect(throws: ProgramProblem.self) { try read(yaml) }
    }

    @Test func `a hub's own file takes the place of ours`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "programs-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "vocabularies"), withIntermediateDirectories: true)
        let text = try #require(Resources().text("vocabularies/programs.yaml")).replacing("id: goods", with: "id: bicycles")
        try text.write(to: folder.appending(path: "vocabularies/programs.yaml"), atomically: true, encoding: .utf8)
        #expect(try ProgramCatalog(Resources(overrides: folder))["bicycles"] != nil)
    }

    private func read(_ yaml: String) throws {
        _ = try ProgramFile(yaml, roles: RoleCatalog(Resources()), pictures: Resources().text("assets/pictures.svg") ?? "")
    }
}
