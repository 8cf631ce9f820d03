import Foundation

/// How dates, times, numbers and lists are written in a language: Gregorian and in Latin digits, as on an office's
/// letter.
struct Formats: Sendable {
    let language: Language
    let locale: Locale

    /// The nearest language that Foundation can write a date in; for others it writes English, or `M11` for November,
    /// without a word.
    init(_ language: Language) {
        let chain = language.isPseudo ? [.english] : language.fallbacks
        self.language = chain.first { Self.known.contains($0.code) && Self.canNameMonths(Self.locale($0)) } ?? .english
        locale = Self.locale(self.language)
    }

    func style(in zone: TimeZone) -> Date.FormatStyle {
        Self.style(locale, in: zone)
    }

    private static func locale(_ language: Language) -> Locale {
        // English without a country is written as most of the world does: the day before the month.
        Locale(identifier: (language == .english ? "en-GB" : language.tag) + "-u-ca-gregory-nu-latn")
    }

    private static func style(_ locale: Locale, in zone: TimeZone) -> Date.FormatStyle {
        Date.FormatStyle(locale: locale, calendar: Calendar(identifier: .gregorian), timeZone: zone)
    }

    /// Codes of the languages that Foundation knows at all.
    private static let known = Set(Locale.availableIdentifiers.map { $0.prefix { $0 != "_" && $0 != "-" }.description })

    private static func canNameMonths(_ locale: Locale) -> Bool {
        let name = style(locale, in: .gmt).month(.wide).format(Date(timeIntervalSince1970: 0))
        return !name.contains { $0.isASCII && $0.isNumber }
    }
}
