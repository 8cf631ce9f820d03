import Foundation

/// Writes the same address or number in the same way, before it is hashed or compared.
public enum Folding {
    /// Without outer spaces, lower case, composed (NFC).
    public static func email(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased().precomposedStringWithCanonicalMapping
    }

    /// The decimal digits of any script, as ASCII.
    public static func digits(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.compactMap { scalar in
            guard scalar.properties.generalCategory == .decimalNumber, let value = scalar.properties.numericValue
            else { return nil }
            return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
        }))
    }

    /// A phone number as `+` and digits (the form of ITU-T E.164), nil for fewer than 6 digits or more than 15.
    ///
    /// `country` is the calling code, such as `49`, meant where the number names none. Understands `00` for `+`,
    /// and `(0)` as in `+49 (0) 170`.
    public static func phone(_ text: String, country: String) -> String? {
        let bare = text.replacing("(0)", with: "")
        let digits = digits(bare)
        guard let full = international(digits, isFull: bare.contains { "+\u{FF0B}".contains($0) }, country: country),
              (6...15).contains(full.utf8.count) else { return nil }
        return "+" + full
    }

    private static func international(_ digits: String, isFull: Bool, country: String) -> String? {
        if isFull { return digits }
        if digits.hasPrefix("00") { return String(digits.dropFirst(2)) }
        let trunk = trunk(of: country)
        guard !trunk.isEmpty, digits.hasPrefix(trunk) else { return country + digits }
        return country + digits.dropFirst(trunk.count)
    }

    /// What is dialed before a national number and is no part of it (ITU-T E.164, national prefixes).
    private static func trunk(of country: String) -> String {
        switch country {
        case "1": "1"
        case "7": "8"
        case "36": "06"
        // The zero is part of the number.
        case "39", "225", "242", "378": ""
        default: "0"
        }
    }
}
