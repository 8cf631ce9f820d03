import Identity
import Testing
import Trust

@Suite struct AccessDecisionTests {
    // ASVS 8.1.2
    @Test(arguments: FieldClass.allCases)
    func `people open what is held about themselves, except what is sealed`(_ kind: FieldClass) {
        #expect(AccessDecision.permits([.newcomer], .ownFile, kind, .own) == (kind != .protection))
    }

    @Test(arguments: [Purpose.casework, .volunteering, .matching, .administration, .dataProtection, .safeguarding, .protection])
    func `one's own record is opened for the purpose of one's own file only`(_ purpose: Purpose) {
        for kind in FieldClass.allCases {
            // Whether a guardian has to answer with them is all that a match is told of somebody's own record.
            #expect(AccessDecision.permits(Set(Role.allCases), purpose, kind, .own) == (purpose == .matching && kind == .majority))
        }
    }

    @Test(arguments: Purpose.allCases, FieldClass.allCases)
    func `at the desk a worker learns whose answer it is and whether that is a child, for the match alone`(_ purpose: Purpose, _ kind: FieldClass) {
        for role in Role.allCases {
            let isLearnt = [.caseWorker, .coordinator].contains(role) && purpose == .matching && [.identity, .majority].contains(kind)
            #expect(AccessDecision.permits([role], purpose, kind, .answering) == isLearnt)
        }
        #expect(!AccessDecision.permits([], purpose, kind, .answering))
    }

    @Test(arguments: Relation.allCases)
    func `who learns whether somebody is a child is at the desk with them, has them in care, or is they`(_ relation: Relation) {
        for purpose in Purpose.allCases {
            let isOwn = relation == .own && [.ownFile, .matching].contains(purpose), isDesk = relation == .answering && purpose == .matching
            #expect(AccessDecision.permits(Set(Role.allCases), purpose, .majority, relation) == (isOwn || isDesk || relation == .assigned && purpose == .casework))
        }
    }

    @Test func `the register tells apart who reads by their role and who by what they are to somebody`() {
        #expect(AccessDecision.readers(of: .identity, for: [.casework, .safeguarding, .protection]) == [.role(.caseWorker), .leadOnConcerns, .namedForNotes])
        #expect(AccessDecision.readers(of: .concern, for: [.safeguarding]) == [.leadOnConcerns])
        #expect(AccessDecision.readers(of: .request, for: [.dataProtection]) == [.role(.officer)])
        #expect(AccessDecision.readers(of: .proof, for: [.ownFile]).isEmpty)
    }

    // ASVS 8.2.3 16.5.3
    @Test(arguments: Purpose.allCases, FieldClass.allCases)
    func `without a relation nobody opens anything`(_ purpose: Purpose, _ kind: FieldClass) {
        #expect(!AccessDecision.permits(Set(Role.allCases), purpose, kind, .none))
    }

    // ASVS 8.1.2
    @Test(arguments: Purpose.allCases, Relation.allCases)
    func `neither a newcomer nor a volunteer opens another's record`(_ purpose: Purpose, _ relation: Relation) {
        guard ![.own, .askedHousehold, .askedHelper, .matched, .turnedTo].contains(relation) else { return }
        for kind in FieldClass.allCases {
            #expect(!AccessDecision.permits([.newcomer, .volunteer], purpose, kind, relation))
        }
    }

    @Test func `a case worker reads notes of those in their care only`() {
        #expect(AccessDecision.permits([.caseWorker], .casework, .notes, .assigned))
        #expect(!AccessDecision.permits([.caseWorker], .casework, .notes, .sameOrganization))
    }

    // ASVS 15.3.1
    @Test func `a coordinator matches by circumstances and sees no name`() {
        #expect(AccessDecision.permits([.coordinator], .matching, .circumstances, .sameOrganization))
        #expect(!AccessDecision.permits([.coordinator], .matching, .identity, .sameOrganization))
    }

    // ASVS 8.1.2
    @Test(arguments: FieldClass.allCases)
    func `the officer opens workers' names and what they were asked, and nothing else`(_ kind: FieldClass) {
        #expect(AccessDecision.permits([.officer], .dataProtection, kind, .sameOrganization) == (kind == .account))
        #expect(AccessDecision.permits([.officer], .dataProtection, kind, .requested) == (kind == .request))
        for role in Role.allCases where role != .officer { #expect(!AccessDecision.permits([role], .dataProtection, kind, .requested)) }
    }

    @Test(arguments: Purpose.allCases, Relation.allCases)
    func `what is kept and not used opens for its owner, for data protection, for safeguarding and for protection alone`(_ purpose: Purpose, _ relation: Relation) {
        for kind in FieldClass.allCases {
            for roles in Role.allCases.map({ [$0] }) + [[]] as [Set<Role>] {
                let isOpen = AccessDecision.permits(roles, purpose, kind, relation)
                let stays = [.own, .turnedTo].contains(relation) || [.ownFile, .dataProtection, .safeguarding, .protection].contains(purpose)
                #expect(AccessDecision.permits(roles, purpose, kind, relation, isRestricted: true) == (isOpen && stays))
            }
        }
    }

    @Test func `a role does not lend its right to another role's purpose`() {
        #expect(!AccessDecision.permits([.coordinator], .casework, .identity, .assigned))
        #expect(!AccessDecision.permits([.caseWorker], .volunteering, .identity, .assigned))
    }

    @Test(arguments: FieldClass.allCases)
    func `before both sides agree, each opens what the question needs and nothing else`(_ kind: FieldClass) {
        for roles in [[], [.newcomer], [.volunteer], Set(Role.allCases)] as [Set<Role>] {
            #expect(AccessDecision.permits(roles, .matching, kind, .askedHousehold) == [.birth, .circumstances].contains(kind))
            #expect(AccessDecision.permits(roles, .matching, kind, .askedHelper) == [.identity, .circumstances].contains(kind))
        }
    }

    @Test(arguments: FieldClass.allCases)
    func `once both sides agreed, each opens the other's name and contact`(_ kind: FieldClass) {
        #expect(AccessDecision.permits([], .matching, kind, .matched) == [.identity, .contact].contains(kind))
        #expect(AccessDecision.permits([.caseWorker], .casework, kind, .matched) == (kind == .identity))
        #expect(!AccessDecision.permits([.volunteer], .casework, kind, .matched))
    }

    @Test(arguments: Purpose.allCases, [Relation.askedHousehold, .askedHelper, .matched])
    func `what two sides see of each other is for matching alone`(_ purpose: Purpose, _ relation: Relation) {
        guard purpose != .matching else { return }
        for kind in FieldClass.allCases { #expect(!AccessDecision.permits([.newcomer, .volunteer, .coordinator, .administrator], purpose, kind, relation)) }
    }

    @Test(arguments: FieldClass.allCases, Purpose.allCases)
    func `whom one is told to turn to is known by name`(_ kind: FieldClass, _ purpose: Purpose) {
        #expect(AccessDecision.permits([], purpose, kind, .turnedTo) == (kind == .account && [.casework, .matching, .volunteering, .safeguarding, .protection, .ownFile].contains(purpose)))
    }

    // ASVS 8.2.3
    @Test(arguments: Relation.allCases, Purpose.allCases)
    func `the hub's own lock of a sealed note opens to whoever works with people and is named to read it, for protection alone`(_ relation: Relation, _ purpose: Purpose) {
        for role in Role.allCases {
            let isReader = [.caseWorker, .coordinator, .officer].contains(role) && relation == .entrusted && purpose == .protection
            #expect(AccessDecision.permits([role], purpose, .protection, relation) == isReader, "\(role)")
        }
    }

    @Test(arguments: Relation.allCases, Purpose.allCases)
    func `a concern is opened by who raised it and by the one who leads on concerns`(_ relation: Relation, _ purpose: Purpose) {
        let isOpen = AccessDecision.permits(Set(Role.allCases), purpose, .concern, relation)
        #expect(isOpen == (relation == .own && purpose == .ownFile || relation == .raised && purpose == .safeguarding))
    }

    @Test(arguments: Relation.allCases, Purpose.allCases)
    func `nobody who is not staff opens another's concern`(_ relation: Relation, _ purpose: Purpose) {
        guard relation != .own else { return }
        #expect(!AccessDecision.permits([.newcomer, .volunteer], purpose, .concern, relation))
    }

    @Test(arguments: Relation.allCases)
    func `what was said about an engagement is for coordinators`(_ relation: Relation) {
        guard relation != .own else { return }
        for purpose in Purpose.allCases {
            #expect(!AccessDecision.permits([.newcomer, .volunteer, .caseWorker, .officer, .administrator], purpose, .supervision, relation))
        }
        #expect(AccessDecision.permits([.coordinator], .volunteering, .supervision, .sameOrganization))
    }

    @Test(arguments: Purpose.allCases, FieldClass.allCases)
    func `the program itself opens where a letter goes, to send it, and nothing else`(_ purpose: Purpose, _ kind: FieldClass) {
        let isAllowed = [.messaging, .dataProtection].contains(purpose) && (kind == .contact || kind == .account)
        #expect(AccessDecision.permits([], purpose, kind, .addressed) == isAllowed)
    }

    @Test(arguments: Relation.allCases, FieldClass.allCases)
    func `nobody in a role opens anything for the sake of a letter`(_ relation: Relation, _ kind: FieldClass) {
        #expect(!AccessDecision.permits(Set(Role.allCases), .messaging, kind, relation))
    }

    @Test(arguments: Purpose.allCases, Relation.allCases)
    func `whoever holds no role opens nothing of those they have no relation to`(_ purpose: Purpose, _ relation: Relation) {
        guard ![.own, .addressed, .askedAbout, .askedHousehold, .askedHelper, .matched, .turnedTo].contains(relation) else { return }
        for kind in FieldClass.allCases { #expect(!AccessDecision.permits([], purpose, kind, relation)) }
    }

    /// Each of the five conditions, met or not: only all together open a field.
    @Test(arguments: 0..<32)
    func `role, purpose, ground, relation and class are all asked for`(_ conditions: Int) {
        func isMet(_ place: Int) -> Bool { conditions >> place & 1 == 1 }
        var request = AccessRequest(
            roles: isMet(0) ? [.caseWorker] : [.volunteer], purpose: .casework, relation: isMet(3) ? .assigned : .none, kind: isMet(4) ? .contact : .concern,
            heldFor: isMet(1) ? [.casework] : [.volunteering], basis: .consent)
        request.hasConsent = isMet(2)
        #expect(AccessDecision.permits(request) == (conditions == 31), "\(conditions)")
    }

    @Test func `what leaves the organization rests on consent, whatever the field is held on`() {
        var request = AccessRequest(roles: [], purpose: .matching, relation: .matched, kind: .contact, heldFor: [.matching], basis: .publicTask)
        #expect(!AccessDecision.permits(request))
        request.hasConsent = true
        #expect(AccessDecision.permits(request))
    }

    @Test(arguments: FieldClass.allCases)
    func `in an emergency a case worker opens how to reach someone, as long as the hour lasts`(_ kind: FieldClass) {
        var request = AccessRequest(roles: [.caseWorker], purpose: .casework, relation: .emergency, kind: kind, heldFor: [.casework], basis: .publicTask)
        #expect(!AccessDecision.permits(request))
        request.isEmergency = true
        #expect(AccessDecision.permits(request) == [.identity, .birth, .contact, .circumstances].contains(kind))
    }

    @Test(arguments: FieldClass.allCases)
    func `an emergency opens nothing as any other relation, and nothing for another role`(_ kind: FieldClass) {
        for relation in Relation.allCases where relation != .emergency {
            var request = AccessRequest(roles: [.caseWorker], purpose: .casework, relation: relation, kind: kind, heldFor: [.casework], basis: .publicTask)
            let before = AccessDecision.permits(request)
            request.isEmergency = true
            #expect(AccessDecision.permits(request) == before)
        }
        var request = AccessRequest(roles: [.coordinator, .volunteer, .administrator, .officer], purpose: .casework, relation: .emergency, kind: kind, heldFor: [.casework], basis: .publicTask)
        request.isEmergency = true
        #expect(!AccessDecision.permits(request))
    }

    @Test(arguments: FieldClass.allCases)
    func `the officer reads why a record was opened in an emergency, and nothing else of it`(_ kind: FieldClass) {
        #expect(AccessDecision.permits([.officer], .dataProtection, kind, .underReview) == (kind == .emergency))
        #expect(!AccessDecision.permits([.caseWorker, .coordinator, .administrator], .dataProtection, kind, .underReview))
    }
}

extension AccessDecision {
    /// The same for a field that is held for this purpose, where every consent there could be holds.
    static func permits(_ roles: Set<Role>, _ purpose: Purpose, _ kind: FieldClass, _ relation: Relation, isRestricted: Bool = false) -> Bool {
        var request = AccessRequest(roles: roles, purpose: purpose, relation: relation, kind: kind, heldFor: [purpose], basis: .publicTask)
        (request.hasConsent, request.isRestricted) = (true, isRestricted)
        return permits(request)
    }
}
