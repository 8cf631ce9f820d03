import House
import Localization
import Testing
@testable import Volunteers

@Suite struct RoleCatalogTests {
    private let catalog: RoleCatalog
    init() throws { catalog = try RoleCatalog(Resources()) }

    @Test func `each role has its words in every language of the program`() {
        #expect(catalog.all.count >= 7)
        for role in catalog.all {
            for tag in ["en", "fr", "uk", "ar"] {
                guard let language = Language(tag) else { continue }
                #expect(role.name.text(in: language).language == language && role.about.text(in: language).language == language, "\(role.id) \(tag)")
            }
        }
    }

    @Test func `roles with children ask for the enhanced check, for safeguarding and for two who would trust them with children`() {
        for role in catalog.all where role.isWithChildren {
            let kinds = role.requirements.map(\.kind)
            #expect(kinds.contains(.check("enhanced")) && kinds.contains(.training("safeguarding")), "\(role.id)")
            #expect(role.requirements.first { $0.kind == .childReference }?.count == 2, "\(role.id)")
        }
    }

    @Test func `no role is cleared for someone who has shown nothing`() {
        for role in catalog.all { #expect(!Clearance.compute(role: role, credentials: [], on: .sample).isCleared, "\(role.id)") }
    }
}
