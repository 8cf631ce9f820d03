import House
import Identity
import Localization
import People
import Vault

/// Understands what people write in the cells of their lists.
package struct VolunteerReader: Sendable {
    let years: ClosedRange<Int>
    private let country: String
    private let roles: [String: String]
    private let languages: [String: String]

    init(hub: Hub, catalog: RoleCatalog, today: Day) {
        (years, country) = (today.year - 120...today.year, hub.settings.value.country)
        roles = Dictionary(catalog.all.flatMap { role in ([role.id] + role.name.all).map { (CSVMapping.folded($0), role.id) } }) { first, _ in first }
        let tags = hub.settings.value.languages.compactMap { Language($0) } + [.english]
        languages = Dictionary(tags.flatMap { tag in
            let say = hub.catalogs.speech(in: tag)
            return SpokenLanguage.common.map { (CSVMapping.folded(say.languageName($0)), $0) }
        } + [("arabic", "arb"), ("persian", "pes"), ("farsi", "pes"), ("kurdish", "kmr"), ("chinese", "cmn"), ("swahili", "swh")]) { first, _ in first }
    }

    func role(_ text: String) -> String? { roles[CSVMapping.folded(text)] }

    /// `Arabic`, `ar`, `arb`, or with a level: `Arabic: fluent`.
    func language(_ text: String) -> SpokenLanguage? {
        let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard let name = parts.first else { return nil }
        let level = parts.count > 1 ? SpokenLanguage.Level(rawValue: parts[1].lowercased()) : .conversation
        guard let level, let code = languages[CSVMapping.folded(name)] ?? (name.utf8.count <= 3 ? name : nil) else { return nil }
        return SpokenLanguage(code: code, level: level, reads: .unknown)
    }

    func phone(_ text: String) -> String? { text.isEmpty ? nil : Folding.phone(text, country: country) }

    func gender(_ text: String) -> Gender? {
        switch text {
        case "": .unknown
        case "f", "female", "woman": .woman
        case "m", "male", "man": .man
        default: Gender(rawValue: text)
        }
    }

    /// `Tue evening`, `weekdays morning`, `Sat 10:00-12:00`; nothing for what can't be read.
    func slots(_ text: String) -> [WeeklySlot] { Self.slots(text) }

    package static func slots(_ text: String) -> [WeeklySlot] {
        let words = text.lowercased().split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, let days = days(words[0]), let hours = hours(words[1].replacing(" ", with: "")) else { return [] }
        return days.compactMap { WeeklySlot(weekday: $0, from: hours.lowerBound, to: hours.upperBound) }
    }

    private static func days(_ word: String) -> [Int]? {
        switch word {
        case "daily", "any": return Array(1...7)
        case "weekdays", "weekday": return Array(1...5)
        case "weekends", "weekend": return [6, 7]
        default:
            guard word.count >= 3, let place = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].firstIndex(where: { $0.hasPrefix(word) || ($0 + "s") == word }) else { return nil }
            return [place + 1]
        }
    }

    private static func hours(_ word: String) -> Range<Int>? {
        if word == "allday" { return 480..<1260 }
        if let part = DayPart.allCases.first(where: { word == $0.rawValue || word == $0.rawValue + "s" }) { return part.minutes }
        let ends = word.split(whereSeparator: { "-–".contains($0) }).map(minutes)
        guard ends.count == 2, let from = ends[0], let to = ends[1], from < to else { return nil }
        return from..<to
    }

    private static func minutes(_ clock: Substring) -> Int? {
        let parts = clock.split(separator: ":").map { Int(typed: $0) }
        guard (1...2).contains(parts.count), let hour = parts[0], (0...24).contains(hour) else { return nil }
        guard parts.count == 2 else { return hour * 60 }
        return parts[1].flatMap { (0...59).contains($0) ? hour * 60 + $0 : nil }
    }
}
