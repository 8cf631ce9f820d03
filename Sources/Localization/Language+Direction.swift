extension Language {
    /// `rtl` or `ltr`, by the script the tag names or else the one the language is likely written in.
    ///
    /// Never asked of Foundation, which calls `prs`, `ku-Arab` and others left-to-right.
    public var direction: String {
        Self.rightToLeftScripts.contains(likelyScript) ? "rtl" : "ltr"
    }

    /// ISO 15924 code; `Latn` stands for every left-to-right script that is nobody's second one (CLDR, likelySubtags).
    var likelyScript: String {
        script ?? region.flatMap { Self.scriptsByRegion[code + "-" + $0] } ?? Self.scripts[code] ?? "Latn"
    }

    /// Unicode Character Database, DerivedBidiClass: living scripts whose letters are R or AL.
    private static let rightToLeftScripts: Set<String> = [
        "Adlm", "Arab", "Aran", "Gara", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Syre",
        "Syrj", "Syrn", "Thaa", "Yezi",
    ]

    private static let scriptsByRegion = [
        "ku-IQ": "Arab", "ku-IR": "Arab", "az-IR": "Arab", "uz-AF": "Arab", "tk-AF": "Arab", "tk-IR": "Arab",
        "pa-PK": "Arab", "kk-CN": "Arab", "kk-IR": "Arab", "ky-CN": "Arab", "tg-PK": "Arab", "sd-IN": "Deva",
        "ug-KZ": "Cyrl", "ms-CC": "Arab", "zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant", "ha-SD": "Arab",
        "ha-CM": "Arab",
    ]

    private static let scripts: [String: String] = {
        let languages = [
            "Arab": """
                ar fa ps ur sd ug ks ckb sdh lki haz pnb skr brh bal bgn bgp bcc hnd hno khw luz bqi glk mzn gbz lrc \
                azb aeb arq ary arz apc apd acm acx acq ajp ayl afb ars ayn ayp abh abv shu dcc wni zdj swb trw mvy
                """,
            "Hebr": "he yi lad jpr jrb yud", "Syrc": "syr aii cld tru tmr amw", "Thaa": "dv", "Nkoo": "nqo man",
            "Rohg": "rhg", "Mand": "mid myz", "Samr": "smp sam", "Hans": "zh",
            "Cyrl": "uk ru be bg mk sr kk ky tg mn ce os av cv ba tt", "Ethi": "am ti tig byn gez", "Deva": "hi mr ne",
        ]
        return languages.reduce(into: [:]) { table, entry in
            for code in entry.value.split(separator: " ") { table[String(code)] = entry.key }
        }
    }()
}
