import Foundation

extension Speech {
    /// What speakers of this language call another one, given by an ISO 639-1 or -3 code or a tag; else its English
    /// name, else the code.
    public func languageName(_ code: String) -> String {
        let lowered = code.lowercased()
        guard lowered.utf8.count <= 35, lowered.prefix(while: { $0 != "-" }).isLetters else { return code }
        if formats.language.code == "en", let precise = Self.preciseNames[lowered] { return precise }
        let asked = lowered == "fa-af" ? "prs" : lowered
        for locale in [formats.locale, Locale(identifier: "en")] {
            if let name = locale.localizedString(forLanguageCode: asked), name.lowercased() != lowered { return name }
        }
        return Self.preciseNames[lowered] ?? code
    }

    /// English names of languages that interpreters tell apart and Foundation does not (ISO 639-3).
    private static let preciseNames = [
        "acm": "Iraqi Arabic", "aii": "Assyrian Neo-Aramaic", "ajp": "Levantine Arabic", "apc": "Levantine Arabic",
        "apd": "Sudanese Arabic", "ayl": "Libyan Arabic", "bfi": "British Sign Language", "bft": "Balti",
        "cld": "Chaldean Neo-Aramaic", "fsl": "French Sign Language", "fuf": "Pular", "fuv": "Nigerian Fulfulde",
        "gax": "Borana Oromo", "gaz": "West Central Oromo", "gsg": "German Sign Language", "hae": "Eastern Oromo",
        "haz": "Hazaragi", "ise": "Italian Sign Language", "kmr": "Kurmanji Kurdish", "lki": "Laki Kurdish",
        "pbt": "Southern Pashto", "pbu": "Northern Pashto", "pes": "Iranian Persian", "psc": "Iranian Sign Language",
        "pso": "Polish Sign Language", "pst": "Central Pashto", "rmn": "Balkan Romani", "rmy": "Vlax Romani",
        "rom": "Romani", "rsl": "Russian Sign Language", "ssp": "Spanish Sign Language", "swc": "Congo Swahili",
        "tru": "Turoyo", "tsm": "Turkish Sign Language", "ukl": "Ukrainian Sign Language",
    ]
}
