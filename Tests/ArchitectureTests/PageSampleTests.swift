@testable import Accounts
@testable import Directory
@testable import Engagements
@testable import People
@testable import Volunteers
@testable import House
import Localization
import Testing
import TestSupport
import Web

/// Every page of the program; one that is missing here is found by the test of sources.
private let samples: [(name: String, pages: [any Page])] = [
    ("SignInPage", SignInPage.samples), ("MyAccountPage", MyAccountPage.samples), ("PasswordPage", PasswordPage.samples),
    ("UserListPage", UserListPage.samples), ("AccessListPage", AccessListPage.samples), ("StartPage", StartPage.samples),
    ("ServiceListPage", ServiceListPage.samples), ("ServicePage", ServicePage.samples),
    ("ListImportPage", ListImportPage.samples), ("CardPage", CardPage.samples), ("PeoplePage", PeoplePage.samples), ("HouseholdFormPage", HouseholdFormPage.samples),
    ("MemberFormPage", MemberFormPage.samples), ("HouseholdPage", HouseholdPage.samples), ("PrintedCardPage", PrintedCardPage.samples),
    ("OfferStartPage", OfferStartPage.samples), ("ResumePage", ResumePage.samples), ("QuestionPage", QuestionPage.samples),
    ("OfferCheckPage", OfferCheckPage.samples), ("StandingPage", StandingPage.samples), ("VolunteerListPage", VolunteerListPage.samples),
    ("VolunteerRecordPage", VolunteerRecordPage.samples), ("CredentialPage", CredentialPage.samples),
    ("RefereeLinkPage", RefereeLinkPage.samples), ("RefereePage", RefereePage.samples), ("RefereeDonePage", RefereeDonePage.samples),
    ("NeedFormPage", NeedFormPage.samples), ("PlaceOfferPage", PlaceOfferPage.samples),
]

@Suite struct PageSampleTests {
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

    @Test func `every page of the source is in this test`() throws {
        let declared = SourceTree.files.flatMap { file in
            file.text.matches(of: /struct ([A-Za-z]+): Page \{/).map { String($0.output.1) }
        }
        #expect(Set(declared).subtracting(["ProblemPage"]) == Set(samples.map(\.name)))
    }
}

extension String {
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
