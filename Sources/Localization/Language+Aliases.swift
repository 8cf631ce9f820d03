extension Language {
    /// Codes replaced by a better one: retired, doubled (ISO 639-2 and -3 beside 639-1) or part of a written language
    /// (IANA Language Subtag Registry; CLDR, supplementalMetadata, languageAlias).
    static let aliases: [String: (code: String, script: String?, region: String?)] = {
        var table: [String: (code: String, script: String?, region: String?)] = [
            "prs": ("fa", nil, "AF"), "sh": ("sr", "Latn", nil),
        ]
        for (code, replaced) in replaced {
            for old in replaced.split(separator: " ") { table[String(old)] = (code, nil, nil) }
        }
        return table
    }()

    private static let replaced = [
        "ku": "kmr kur", "ti": "tir", "ps": "pbu pst pbt pus", "fa": "pes fas per", "ar": "ara arb", "en": "eng",
        "fr": "fra fre", "uk": "ukr", "ru": "rus", "pl": "pol", "tr": "tur", "am": "amh", "so": "som",
        "sw": "swa swh", "ur": "urd", "de": "deu ger", "es": "spa", "it": "ita", "pt": "por", "nl": "nld dut",
        "om": "orm gaz hae", "he": "iw heb", "yi": "ji yid", "id": "in ind", "sq": "sqi alb als", "ro": "mo ron rum",
        "fil": "tl tgl", "bn": "ben", "my": "mya bur", "ne": "nep npi", "hi": "hin", "pa": "pan", "sd": "snd",
        "ug": "uig", "dv": "div", "uz": "uzb uzn", "tg": "tgk", "ka": "kat geo", "hy": "hye arm", "az": "aze azj",
        "zh": "zho chi cmn", "vi": "vie", "th": "tha", "ta": "tam", "rw": "kin", "rn": "run", "ln": "lin",
        "ha": "hau", "yo": "yor", "ig": "ibo", "wo": "wol", "ff": "ful", "bm": "bam", "mg": "mlg plt",
        "el": "ell gre", "bg": "bul", "sr": "srp", "hr": "hrv", "bs": "bos", "mk": "mkd mac", "cs": "ces cze",
        "sk": "slk slo", "hu": "hun", "lt": "lit", "lv": "lav lvs", "et": "est ekk", "fi": "fin", "sv": "swe",
        "da": "dan", "nb": "nob", "ca": "cat", "be": "bel", "sl": "slv", "apc": "ajp",
    ]
}
