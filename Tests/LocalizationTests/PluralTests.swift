@testable import Localization
import Testing

@Suite struct PluralTests {
    @Test(arguments: [
        ("en", [0, 1, 2, 11, 101], "other one other other other"),
        ("fr", [0, 1, 2, 1_000_000], "one one other other"), ("pt", [0, 1, 2], "one one other"),
        ("uk", [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 111, 112, 121, 1001], """
            many one few few many many many many one few many many many one one
            """),
        ("ru", [1, 3, 10, 101], "one few many one"), ("pl", [0, 1, 2, 5, 12, 21, 22, 101, 102], """
            many one few many many many few many few
            """),
        ("ar", [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 1000], """
            zero one two few few many many other other few many other
            """),
        ("fa", [0, 1, 2], "one one other"), ("fa-AF", [0, 2], "one other"), ("ps", [0, 1, 2], "other one other"),
        ("tr", [0, 1, 2], "other one other"), ("ti", [0, 1, 2], "one one other"), ("am", [0, 1, 2], "one one other"),
        ("so", [0, 1, 2], "other one other"), ("sw", [0, 1, 2], "other one other"), ("ur", [0, 1, 2], "other one other"),
        ("de", [0, 1, 2], "other one other"), ("es", [0, 1, 2], "other one other"), ("it", [0, 1, 2], "other one other"),
        ("nl", [0, 1, 2], "other one other"), ("he", [0, 1, 2, 3, 20], "other one two other other"),
        ("cs", [0, 1, 4, 5], "other one few other"), ("ro", [0, 1, 19, 20, 101, 119, 120], "few one few other few few other"),
        ("lt", [0, 1, 2, 10, 11, 21, 22], "other one few other other one few"),
        ("sl", [0, 1, 2, 3, 4, 5, 101], "other one two few few other one"), ("ja", [0, 1, 2], "other other other"),
        ("xyz", [0, 1, 2], "other one other"), ("ku", [0, 1], "other one"), ("hr", [1, 2, 5, 12, 21], "one few other other one"),
    ])
    func `a count takes the form of the language`(tag: String, counts: [Int], categories: String) {
        let rule = PluralRule(for: Language(stringLiteral: tag))
        #expect(counts.map { rule.category(for: $0).rawValue }.joined(separator: " ") == categories)
    }

    @Test func `a negative count takes the form of its size, down to the smallest`() {
        let rule = PluralRule(for: "en")
        #expect(rule.category(for: -1) == .one)
        #expect(rule.category(for: .min) == .other)
    }

    @Test func `every rule reads, and reaches each of its forms`() {
        for family in PluralRule.families + [PluralRule.common] {
            let languages = family.languages.split(separator: " ")
            let rule = PluralRule(for: Language(stringLiteral: String(languages.first ?? "xyz")))
            #expect(PluralExpression(family.notation) != nil, "\(family.notation)")
            #expect(Set(PluralRule.counts.map { rule.form(for: $0) }) == Set(0..<family.categories.count), "\(languages)")
            #expect(rule.agrees(with: rule.header))
        }
    }

    @Test func `no language stands in two families`() {
        let all = PluralRule.families.flatMap { $0.languages.split(separator: " ") }
        #expect(Set(all).count == all.count)
    }

    @Test(arguments: [
        ("uk", """
            nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);
            """, true),
        ("en", "nplurals=2; plural=(n != 1);", true), ("en", "nplurals=2; plural=n!=1", true),
        ("en", "nplurals=2; plural=n>1;", false), ("en", "nplurals=3; plural=n!=1;", false),
        ("uk", "nplurals=2; plural=n!=1;", false), ("en", "nplurals=2; plural=1/0;", false), ("en", "", false),
        ("en", "nplurals=2; plural=n%0;", false), ("en", "nplurals=2; plural=system(1);", false),
        ("en", "nplurals=2; plural=" + String(repeating: "(", count: 200) + "n!=1" + String(repeating: ")", count: 200), false),
        ("en", "nplurals=2; plural=99999999999999999999;", false), ("en", "nplurals=2; plural=n!=1 1;", false),
    ])
    func `a header agrees by what it computes`(tag: String, header: String, agrees: Bool) {
        #expect(PluralRule(for: Language(stringLiteral: tag)).agrees(with: header) == agrees)
    }
}
