import Identity
import Testing
import Trust

@Suite struct AccessDecisionTests {
    @Test(arguments: FieldClass.allCases)
    func `people open what is held about themselves, except what staff wrote`(_ kind: FieldClass) {
        #expect(AccessDecision.permits([.newcomer], .ownFile, kind, .own) == (kind != .notes))
    }

    @Test(arguments: [Purpose.casework, .volunteering, .matching, .administration, .dataProtection, .safeguarding])
    func `one's own record is opened for the purpose of one's own file only`(_ purpose: Purpose) {
        #expect(!AccessDecision.permits(Set(Role.allCases), purpose, .identity, .own))
    }

    @Test(arguments: Purpose.allCases, FieldClass.allCases)
    func `without a relation nobody opens anything`(_ purpose: Purpose, _ kind: FieldClass) {
        #expect(!AccessDecision.permits(Set(Role.allCases), purpose, kind, .none))
    }

    @Test(arguments: Purpose.allCases, Relation.allCases)
    func `neither a newcomer nor a volunteer opens another's record`(_ purpose: Purpose, _ relation: Relation) {
        guard relation != .own else { return }
        for kind in FieldClass.allCases {
            #expect(!AccessDecision.permits([.newcomer, .volunteer], purpose, kind, relation))
        }
    }

    @Test func `a case worker reads notes of those in their care only`() {
        #expect(AccessDecision.permits([.caseWorker], .casework, .notes, .assigned))
        #expect(!AccessDecision.permits([.caseWorker], .casework, .notes, .sameOrganization))
    }

    @Test func `a coordinator matches by circumstances and sees no name`() {
        #expect(AccessDecision.permits([.coordinator], .matching, .circumstances, .sameOrganization))
        #expect(!AccessDecision.permits([.coordinator], .matching, .identity, .sameOrganization))
    }

    @Test(arguments: FieldClass.allCases)
    func `the officer opens workers' names and nothing else`(_ kind: FieldClass) {
        #expect(AccessDecision.permits([.officer], .dataProtection, kind, .sameOrganization) == (kind == .account))
    }

    @Test func `a role does not lend its right to another role's purpose`() {
        #expect(!AccessDecision.permits([.coordinator], .casework, .identity, .assigned))
        #expect(!AccessDecision.permits([.caseWorker], .volunteering, .identity, .assigned))
    }

    @Test(arguments: Purpose.allCases, FieldClass.allCases)
    func `the program itself opens where a letter goes, to send it, and nothing else`(_ purpose: Purpose, _ kind: FieldClass) {
        let isAllowed = purpose == .messaging && (kind == .contact || kind == .account)
        #expect(AccessDecision.permits([], purpose, kind, .addressed) == isAllowed)
    }

    @Test(arguments: Relation.allCases, FieldClass.allCases)
    func `nobody in a role opens anything for the sake of a letter`(_ relation: Relation, _ kind: FieldClass) {
        #expect(!AccessDecision.permits(Set(Role.allCases), .messaging, kind, relation))
    }

    @Test(arguments: Purpose.allCases, Relation.allCases)
    func `whoever holds no role opens nothing of those they have no relation to`(_ purpose: Purpose, _ relation: Relation) {
        guard ![.own, .addressed, .askedAbout].contains(relation) else { return }
        for kind in FieldClass.allCases { #expect(!AccessDecision.permits([], purpose, kind, relation)) }
    }
}
