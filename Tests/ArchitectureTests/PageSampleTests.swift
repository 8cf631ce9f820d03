@testable import Accounts
@testable import Assembly
@testable import Audit
@testable import Directory
@testable import Engagements
@testable import People
@testable import Post
@testable import Privacy
@testable import Protection
@testable import Safekeeping
@testable import Safety
@testable import Volunteers
@testable import House
import Localization
import Testing
import TestSupport
@testable import Web

/// Every page of the program; one that is missing here is found by the test of sources.
private let samples: [(name: String, pages: [any Page])] = [
    ("SignInPage", SignInPage.samples), ("MyAccountPage", MyAccountPage.samples), ("PasswordPage", PasswordPage.samples),
    ("SessionListPage", SessionListPage.samples), ("PasskeyListPage", PasskeyListPage.samples), ("NewPasskeyPage", NewPasskeyPage.samples),
    ("MailLinkPage", MailLinkPage.samples), ("MailLinkSentPage", MailLinkSentPage.samples), ("MailLinkOpenPage", MailLinkOpenPage.samples),
    ("StepUpPage", StepUpPage.samples), ("KeptFormsPage", KeptFormsPage.samples), ("LostFormPage", LostFormPage.samples), ("CodePage", CodePage.samples), ("SecondFactorPage", SecondFactorPage.samples), ("RecoveryCodesPage", RecoveryCodesPage.samples),
    ("UserListPage", UserListPage.samples), ("AccessListPage", AccessListPage.samples), ("AuditPage", AuditPage.samples), ("StartPage", StartPage.samples),
    ("ServiceListPage", ServiceListPage.samples), ("ServicePage", ServicePage.samples),
    ("ListImportPage", ListImportPage.samples), ("CardPage", CardPage.samples), ("PeoplePage", PeoplePage.samples), ("HouseholdFormPage", HouseholdFormPage.samples),
    ("MemberFormPage", MemberFormPage.samples), ("HouseholdPage", HouseholdPage.samples), ("PrintedCardPage", PrintedCardPage.samples),
    ("OfferStartPage", OfferStartPage.samples), ("ResumePage", ResumePage.samples), ("QuestionPage", QuestionPage.samples),
    ("OfferCheckPage", OfferCheckPage.samples), ("StandingPage", StandingPage.samples), ("VolunteerListPage", VolunteerListPage.samples),
    ("VolunteerRecordPage", VolunteerRecordPage.samples), ("RestingVolunteerPage", RestingVolunteerPage.samples), ("VolunteerContactPage", VolunteerContactPage.samples), ("CredentialPage", CredentialPage.samples),
    ("RoundPage", RoundPage.samples), ("RoundPartPage", RoundPartPage.samples), ("OutlookPage", OutlookPage.samples), ("PolicyPage", PolicyPage.samples), ("ReplayPage", ReplayPage.samples), ("SettledPairPage", SettledPairPage.samples), ("NeedRoundPage", NeedRoundPage.samples), ("PairPage", PairPage.samples), ("ApprovalPage", ApprovalPage.samples),
    ("ApprovalProgressPage", ApprovalProgressPage.samples),
    ("LettersPage", LettersPage.samples), ("MailboxPage", MailboxPage.samples), ("ReceivedMailPage", ReceivedMailPage.samples),
    ("DeskPage", DeskPage.samples), ("FiguresPage", FiguresPage.samples), ("SettingsPage", SettingsPage.samples), ("WaitingPage", WaitingPage.samples),
    ("StartCodePage", StartCodePage.samples), ("StartHubPage", StartHubPage.samples), ("StartAdministratorPage", StartAdministratorPage.samples),
    ("SetupKeyPage", SetupKeyPage.samples), ("SetupSettingsPage", SetupSettingsPage.samples), ("SetupLetterPage", SetupLetterPage.samples), ("SetupRolesPage", SetupRolesPage.samples), ("SetupListsPage", SetupListsPage.samples),
    ("AskPage", AskPage.samples), ("CheckInPage", CheckInPage.samples), ("OwnEngagementPage", OwnEngagementPage.samples),
    ("EngagementListPage", EngagementListPage.samples), ("EngagementPage", EngagementPage.samples), ("AskListPage", AskListPage.samples),
    ("ConcernFormPage", ConcernFormPage.samples), ("ConcernStandingPage", ConcernStandingPage.samples), ("ConcernListPage", ConcernListPage.samples),
    ("ConcernPage", ConcernPage.samples), ("LeadPage", LeadPage.samples),
    ("RefereeLinkPage", RefereeLinkPage.samples), ("RefereePage", RefereePage.samples), ("RefereeDonePage", RefereeDonePage.samples),
    ("NeedFormPage", NeedFormPage.samples), ("PlaceOfferPage", PlaceOfferPage.samples), ("MyFilePage", MyFilePage.samples), ("CapacityPage", CapacityPage.samples), ("OfferEndPage", OfferEndPage.samples), ("PlaceChangePage", PlaceChangePage.samples),
    ("ReceiptPage", ReceiptPage.samples), ("EmergencyPage", EmergencyPage.samples), ("DetailsPage", DetailsPage.samples), ("HandoverFormPage", HandoverFormPage.samples), ("HandoversPage", HandoversPage.samples), ("SharePage", SharePage.samples), ("DataProtectionPage", DataProtectionPage.samples),
    ("BreachListPage", BreachListPage.samples), ("BreachPage", BreachPage.samples), ("BreachToldPage", BreachToldPage.samples),
    ("OwnRequestsPage", OwnRequestsPage.samples), ("RequestReceiptPage", RequestReceiptPage.samples), ("DeskRequestPage", DeskRequestPage.samples),
    ("RequestListPage", RequestListPage.samples), ("RequestPage", RequestPage.samples), ("PrintedFilePage", PrintedFilePage.samples), ("RetentionPage", RetentionPage.samples),
    ("RetentionListPage", RetentionListPage.samples), ("ProcessingRegisterPage", ProcessingRegisterPage.samples),
    ("BackupsPage", BackupsPage.samples), ("SealingKeyPage", SealingKeyPage.samples), ("SealingCodePage", SealingCodePage.samples),
    ("NotesPage", NotesPage.samples), ("OpenNotesPage", OpenNotesPage.samples), ("NoteFormPage", NoteFormPage.samples), ("ReadersPage", ReadersPage.samples), ("EntrustedPage", EntrustedPage.samples),
]

/// Every part that one area hangs on the page of another.
private let partSamples: [(name: String, parts: [any Part])] = [
    ("OwnOffer", OwnOffer.samples), ("NeedsPart", NeedsPart.samples), ("OwnNeedsPart", OwnNeedsPart.samples), ("UnreachedPart", UnreachedPart.samples), ("CapacityPart", CapacityPart.samples), ("VolunteerConsentsPart", VolunteerConsentsPart.samples), ("FormerContactsPart", FormerContactsPart.samples), ("OfferEndPart", OfferEndPart.samples),
    ("LifePart", LifePart.samples), ("OwnConcernsPart", OwnConcernsPart.samples), ("OwnConsentsPart", OwnConsentsPart.samples), ("SharesToDelete", SharesToDelete.samples),
    ("OwnRequestsPart", OwnRequestsPart.samples), ("RestrictedPart", RestrictedPart.samples), ("DeskRequestPart", DeskRequestPart.samples), ("SealingKeyPart", SealingKeyPart.samples), ("SealedNotesPart", SealedNotesPart.samples),
]

@Suite struct PageSampleTests {
    @Test(arguments: ["en", "fr", "uk", "ar", "en-XA", "ar-XB"])
    func `every part begins with a heading below the page's own, in every language`(_ tag: String) throws {
        let say = try Catalogs(Resources()).speech(in: try #require(Language(tag)))
        for (name, parts) in partSamples {
            #expect(!parts.isEmpty, "\(name)")
            for part in parts {
                let html = part.html(say, FormToken("sample")).text
                #expect(html.firstMatch(of: /<h([1-6])/)?.output.1 == "2" && !html.contains("<h1") && html.skippedHeadings.isEmpty, "\(name)")
                #expect(!html.contains("style=\"") && !html.contains("<script") && !html.contains("onclick"), "\(name)")
                if tag == "en-XA" { #expect(html.textOutsideBrackets.isEmpty, "\(name) says without translation: \(html.textOutsideBrackets.prefix(5))") }
            }
        }
    }

    @Test func `every part of the source is in this test`() {
        let declared = SourceTree.files.flatMap { file in
            file.text.matches(of: /struct ([A-Za-z]+): Part \{/).map { String($0.output.1) }
        }
        #expect(Set(declared) == Set(partSamples.map(\.name)))
    }

    @Test(arguments: ["en", "fr", "uk", "ar", "en-XA", "ar-XB"])
    func `every page has one heading, in every language`(_ tag: String) throws {
        let say = try Catalogs(Resources()).speech(in: try #require(Language(tag)))
        for (name, pages) in samples {
            #expect(!pages.isEmpty)
            for page in pages {
                let html = page.body(say).text
                #expect(html.count(of: "<h1") == 1, "\(name)")
                #expect(html.skippedHeadings.isEmpty, "\(name) skips to \(html.skippedHeadings)")
                #expect(!html.contains("style=\"") && !html.contains("<script") && !html.contains("onclick"), "\(name)")
            }
        }
    }

    @Test func `what is not translatable shows under the accented language`() throws {
        let say = try Catalogs(Resources()).speech(in: "en-XA")
        for (name, pages) in samples {
            for page in pages {
                let left = page.body(say).text.textOutsideBrackets
                #expect(left.isEmpty, "\(name) says without translation: \(left.prefix(5))")
            }
        }
    }

    /// Names that code puts together are seen on the page alone.
    @Test func `whatever is typed on a page is shown again where its form is lost, and nothing that is hidden by dots`() throws {
        let say = try Catalogs(Resources()).speech(in: "en"), all = samples.flatMap { name, pages in pages.map { (name, $0.body(say).text) } }
            + partSamples.flatMap { name, parts in parts.map { (name, $0.html(say, FormToken("sample")).text) } }
        for (name, html) in all {
            for field in html.typedFields { #expect(Fields.isTyped(field), "\(name): \(field)") }
            for field in html.secretFields { #expect(!Fields.isTyped(field), "\(name): \(field)") }
        }
    }

    @Test func `every page of the source is in this test`() throws {
        let declared = SourceTree.files.flatMap { file in
            file.text.matches(of: /struct ([A-Za-z]+): Page \{/).map { String($0.output.1) }
        }
        #expect(Set(declared).subtracting(["ProblemPage"]) == Set(samples.map(\.name)))
    }
}

extension String {
    /// Names of the fields that somebody types into, but for codes, which are good once, and a language, chosen from a list by its code.
    fileprivate var typedFields: [String] {
        inputs { !["hidden", "checkbox", "radio", "file", "password", "submit"].contains($0) }.filter { !["code", "pin", "language", StepUp.field].contains($0) }
            + matches(of: /<textarea[^>]* name="([^"]+)"/).map { String($0.output.1) }
    }

    fileprivate var secretFields: [String] { inputs { $0 == "password" } }

    private func inputs(_ isMeant: (String) -> Bool) -> [String] {
        matches(of: /<input[^>]*>/).map { String($0.output) }.filter { isMeant($0.firstMatch(of: /\btype="([a-z]+)"/).map { String($0.output.1) } ?? "text") }
            .compactMap { $0.firstMatch(of: /\bname="([^"]+)"/).map { String($0.output.1) } }
    }

    func count(of piece: String) -> Int { ranges(of: piece).count }

    /// Headings that come two levels below the one before.
    var skippedHeadings: [Int] {
        let levels = matches(of: /<h([1-6])/).compactMap { Int($0.output.1) }
        return zip(levels, levels.dropFirst()).filter { $1 > $0 + 1 }.map(\.1)
    }

    /// Words of the program's own that were not put in brackets: neither translated nor marked as someone's data.
    var textOutsideBrackets: [String] {
        let withoutData = replacing(/<(bdi|option|textarea)[^>]*>.*?<\/(bdi|option|textarea)>/.dotMatchesNewlines(), with: "")
            .replacing(/<(span|p|li|strong|h1)[^>]*(dir="auto"|lang=)[^>]*>.*?<\/(span|p|li|strong|h1)>/.dotMatchesNewlines(), with: "")
        let texts = withoutData.replacing(/<[^>]*>/, with: "\n")
        return texts.replacing(/\[[^\]]*\]/.dotMatchesNewlines(), with: "").split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.contains { $0.isLetter } }
    }
}
