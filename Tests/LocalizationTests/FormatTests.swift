import Foundation
import Identity
@testable import Localization
import Testing

@Suite struct FormatTests {
    private static let all: [Language] = [
        "en", "fr", "uk", "ru", "pl", "ar", "fa", "fa-AF", "ps", "tr", "ti", "am", "so", "sw", "ur", "de", "es", "it", "pt", "nl",
        "ckb", "ku", "ku-Arab", "rhg", "dv", "my", "bn", "he", "haz", "om", "en-XA", "ar-XB", "xyz",
    ]

    private func speech(_ tag: String) -> Speech { Catalogs([:]).speech(in: Language(stringLiteral: tag)) }

    @Test(arguments: [
        ("en", "Saturday, 21 November 2026"), ("de", "Samstag, 21. November 2026"), ("uk", "субота, 21 листопада 2026 р."),
        ("ti", "ቀዳም፣ 21 ሕዳር 2026"), ("rhg", "Saturday, 21 November 2026"), ("en-XA", "Saturday, 21 November 2026"),
        ("haz", "شنبه 21 نومبر 2026"), ("xyz", "Saturday, 21 November 2026"), ("dv", "Saturday, 21 November 2026"),
    ])
    func `a day is written out`(tag: String, text: String) throws {
        let said = speech(tag).day(try #require(Day("2026-11-21")))
        #expect(said.replacing(/[\u{A0}\u{202F}]/, with: " ") == text)
    }

    @Test(arguments: all)
    func `a day is Gregorian, in Latin digits, with a month that has a name`(language: Language) throws {
        let text = Catalogs([:]).speech(in: language).day(try #require(Day("2026-11-21")))
        #expect(text.contains("2026") && text.contains("21") && !text.contains("11"))
    }

    @Test(arguments: [("en", 19, 4, "19:04"), ("de", 9, 5, "09:05"), ("am", 19, 4, "19:04"), ("ur", 0, 0, "00:00"), ("de", 24, -1, "23:59")])
    func `a time of day is written for its readers`(tag: String, hour: Int, minute: Int, text: String) {
        let said = speech(tag).clockTime(hour: hour, minute: minute)
        #expect(said.replacing("\u{202F}", with: " ") == text)
    }

    @Test(arguments: [("de", "Samstag, 21. November 2026, 20:04"), ("fa", "شنبه 21 نوامبر 2026، 20:04")])
    func `an instant is written as clocks of the zone show it`(tag: String, text: String) throws {
        let instant = Date(timeIntervalSince1970: 1_795_287_840)
        let zone = try #require(TimeZone(secondsFromGMT: 3600))
        #expect(speech(tag).instant(instant, in: zone) == text)
    }

    @Test func `an instant falls on the day of its zone`() throws {
        let zone = try #require(TimeZone(secondsFromGMT: 6 * 3600))
        #expect(speech("de").instant(Date(timeIntervalSince1970: 1_795_287_840), in: zone) == "Sonntag, 22. November 2026, 01:04")
    }

    @Test(arguments: [("en", 1234567, "1,234,567"), ("de", 1234567, "1.234.567"), ("fa", 1234, "1,234"), ("ar", -5, "-5"), ("ps", 12, "12")])
    func `a number is grouped, in Latin digits`(tag: String, number: Int, text: String) {
        #expect(speech(tag).number(number) == text)
    }

    @Test(arguments: [("en", "⁨Amira⁩, ⁨علی⁩ and ⁨Ruth⁩"), ("de", "⁨Amira⁩, ⁨علی⁩ und ⁨Ruth⁩")])
    func `a list is joined as the language joins`(tag: String, text: String) {
        #expect(speech(tag).list(["Amira", "علی", "Ruth"]) == text)
    }

    @Test(arguments: all)
    func `each item of a list is isolated once`(language: Language) {
        let text = Catalogs([:]).speech(in: language).list(["Amira", "Ru\u{2069}th"])
        #expect(text.contains("\u{2068}Amira\u{2069}") && text.contains("\u{2068}Ruth\u{2069}"))
        #expect(text.unicodeScalars.count { $0 == "\u{2068}" } == 2 && text.unicodeScalars.count { $0 == "\u{2069}" } == 2)
    }

    @Test func `a list of one or none is itself`() {
        #expect(speech("en").list([]) == "" && speech("fa").list(["Amira"]) == "Amira")
    }

    @Test(arguments: [("en", 1, "Monday"), ("en", 7, "Sunday"), ("en", 8, "Monday"), ("en", 0, "Sunday"), ("uk", 3, "середа"), ("fa", 6, "شنبه")])
    func `weekdays count from Monday`(tag: String, number: Int, name: String) {
        #expect(speech(tag).weekday(number) == name)
    }

    @Test(arguments: [
        ("en", "prs", "Dari"), ("en", "fa-AF", "Dari"), ("en", "pbt", "Southern Pashto"), ("en", "pbu", "Northern Pashto"),
        ("uk", "prs", "дарі"), ("uk", "pbu", "пушту"), ("uk", "pbt", "Southern Pashto"), ("de", "ti", "Tigrinya"), ("en", "TIR", "Tigrinya"),
        ("en", "kmr", "Kurmanji Kurdish"), ("en", "qqq", "qqq"), ("en", "<b>", "<b>"), ("en", "", ""), ("rhg", "uk", "Ukrainian"),
        ("en", String(repeating: "a", count: 1000), String(repeating: "a", count: 1000)), ("en", "gsg", "German Sign Language"),
    ])
    func `a language is named for its reader`(tag: String, code: String, name: String) {
        #expect(speech(tag).languageName(code) == name)
    }
}
