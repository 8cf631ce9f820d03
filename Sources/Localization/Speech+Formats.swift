import Foundation
import Identity
import Markup

extension Speech {
    /// `Saturday, 21 November 2026`.
    public func day(_ day: Day) -> String {
        formats.style(in: .gmt).weekday(.wide).day().month(.wide).year().format(day.date)
    }

    /// Day and time of day as clocks show it in `zone`.
    public func instant(_ instant: Date, in zone: TimeZone) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.hour, .minute], from: instant)
        let day = formats.style(in: zone).weekday(.wide).day().month(.wide).year().format(instant)
        return day + formats.separator + clockTime(hour: parts.hour ?? 0, minute: parts.minute ?? 0)
    }

    /// `19:04` in every language: a clock of twice twelve hours is read wrongly by half of the town.
    /// Hours 0 to 23, minutes 0 to 59; others wrap around.
    public func clockTime(hour: Int, minute: Int) -> String {
        let minutes = ((hour * 60 + minute) % 1440 + 1440) % 1440
        return Self.twoDigits(minutes / 60) + ":" + Self.twoDigits(minutes % 60)
    }

    public func number(_ number: Int) -> String {
        (-999...999).contains(number) ? number.description : number.formatted(.number.locale(formats.locale))
    }

    /// `Amira, Olena and Ruth`, each isolated.
    public func list(_ items: [String]) -> String {
        let bare = items.map(\.withoutIsolateMarks)
        if bare.count < 2 { return bare.joined() }
        // Foundation isolates some items by their letters and some by the language: what it did twice is undone.
        return bare.map { "\u{2068}\($0)\u{2069}" }.formatted(.list(type: .and).locale(formats.locale))
            .replacing("\u{2068}\u{2068}", with: "\u{2068}").replacing("\u{2069}\u{2069}", with: "\u{2069}")
    }

    /// `Tuesday: evening, Wednesday: morning`: one beside the other, without a word between.
    public func row(_ items: [HTML]) -> HTML { items.joined(separator: "\(formats.separator)") }

    /// The name of a weekday, 1 for Monday to 7 for Sunday (ISO 8601); others wrap around.
    public func weekday(_ number: Int) -> String {
        let firstMonday = 4
        let date = Day(number: firstMonday + ((number - 1) % 7 + 7) % 7).date
        return formats.style(in: .gmt).weekday(.wide).format(date)
    }

    private static func twoDigits(_ number: Int) -> String {
        (number < 10 ? "0" : "") + number.description
    }
}

extension Formats {
    /// Between a day and its time, and between what stands in a row.
    var separator: String {
        switch language.code {
        case "ar", "fa", "ur", "ps", "ckb", "sd", "ug": "، "
        case "am", "ti": "፣ "
        default: ", "
        }
    }
}

extension Day {
    fileprivate var date: Date { Date(timeIntervalSince1970: Double(number) * 86_400) }
}

extension Speech {
    /// An amount of money, such as `10.00 GBP`: the code of the currency is understood across languages.
    public func money(_ amount: Double, _ currency: String) -> String {
        guard let cents = Int(exactly: (amount * 100).rounded()), cents >= 0 else { return "\(amount) \(currency)" }
        let text = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
        return currency.isEmpty ? text : "\(text) \(currency)"
    }
}
