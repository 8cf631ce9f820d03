import Storage
import Testing
import TestSupport

/// Hubs out there have taken these steps: an edited one keeps them from starting.
@Suite struct MigrationTests {
    @Test(arguments: Engine.tested)
    func `no step of the schema is other than it was released, and a new one has a line here`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let taken = try await town.hub.archive.read { try $0.rows("SELECT id, hash FROM schema_migrations").map { "\(try $0.get("id") as String) \(try $0.get("hash") as String)" } }
            #expect(taken.sorted() == Self.released.split(separator: "\n").map(String.init))
        }
    }

    private static let released = """
        accounts-001-users fb65cd2758d754a7
        accounts-002-second-factors 44a4efc224d670b6
        accounts-003-session-details 146735c71d35607d
        accounts-004-passkeys 53ba3f14265ac65c
        accounts-005-mail-links 3774935e7e9887a5
        accounts-006-provider e6848fca7a1ed2e1
        accounts-007-sealing-keys a71f121396b29051
        accounts-008-provider-confirmations 3cedca114548e9f5
        accounts-009-mail-letters 2fcb0c2b8c808f78
        accounts-010-card-stops 603d909179e21bfa
        directory-001-hsds 15090d25f43d690d
        directory-002-weights b6deb95e899d0975
        directory-003-terms 655b7d9aab94253e
        engagements-001-round 8ad0dc5a3bc74b42
        engagements-002-life 1529edf88068487e
        engagements-002-needs 18a2c69cf6489b25
        engagements-003-lists d6c57f82710b1c19
        engagements-004-seen 8ea9869c29b1a686
        engagements-005-counts 5b1e4aa1a4298a96
        engagements-005-policies 6817cbcb26fe92f8
        engagements-006-fairness 7043a2643b739d2b
        engagements-007-round-memory a740b16900a2fd27
        engagements-008-staying ed8017a44694526d
        engagements-009-holds c29222e5d4fc7630
        engagements-010-offer-ends dbebe421cd5b4048
        engagements-011-lasting-proofs 70c37f740c77d2fa
        engagements-012-market-changes a0eda127b80fc5b9
        engagements-013-round-parts 499fab40f1ca3d24
        engagements-014-waiting-counts 64b8e0834501c65e
        engagements-015-rooms d021ed9bebd9774a
        engagements-016-room-gaps 6f84657e73fe9869
        engagements-017-room-changes bd887542bf6302d3
        engagements-018-access de40e318563168ed
        engagements-019-room-growth 515decb76f1336ab
        engagements-020-place-versions 77c284c1c15295b2
        engagements-021-ask-guardians ce5acf95b506109b
        house-001-settings e812506b22f59169
        house-002-jobs acb8a92290edf369
        house-003-personal-links 3e57aad083e67b60
        messaging-001-outbox fe7319d00ea9d4a7
        people-001-persons 5a51bd1376c8ac15
        people-002-waiting 76ca161d4684bc42
        people-003-changed d0782f9e28e356aa
        people-004-handovers 8be045c8865fe775
        people-005-care-changes 7f864abedac46fe3
        people-006-corrected c41aa6a1763af4db
        people-007-former-contacts 97805c974edc055c
        privacy-001-breaches fda94e77a794d6e1
        privacy-002-breach-told 232c6ddced919c7f
        privacy-rights-001 fad2b3c4aad2ba15
        privacy-rights-002-receipt-links c3ad4769982f3b29
        privacy-rights-003-used-again 444150a0a9340e54
        protection-001-notes 4cbd09a2a6604196
        safekeeping-001-backups 5624db84fafcc093
        safekeeping-002-held b48cb19ca3c3fabb
        safety-001-concerns ce9c609154a75921
        safety-002-list b280cd8714da44ae
        trust-001-records 0c347628f30a2ee3
        trust-002-audit 2b5e2bb686a5162a
        trust-003-consents 4d6e9ad53d67ad24
        trust-004-shares 5a8b638255cbb39c
        trust-005-break-glass a190da5d241d91d4
        trust-006-readers 6fc882c0e02b0352
        trust-007-counter-signatures 0072f40e18ac99f1
        trust-007-read-seals 2ed194598ec7cc9d
        trust-008-opened-reads fe4c79f0675550b6
        trust-009-guardians 33915b95f047cb6c
        trust-010-safeguarding-reads 065f70478a426e95
        trust-rights-001 d256cc5aaa53d61d
        volunteers-001-applications 4e5adc4ed19aba60
        volunteers-002-steps 0a24c98d06ecdd70
        volunteers-003-list e299c6c7dc5d9208
        volunteers-004-credential-keys 79a7499c0ad1a8a1
        volunteers-rights-001 944010baff69230f
        """
}
