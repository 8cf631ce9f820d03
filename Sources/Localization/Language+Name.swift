import Foundation

extension Language {
    /// The language's name for itself, as it stands in the menu of languages.
    public var name: String {
        if let name = Self.names[tag] ?? Self.names[code + (script.map { "-" + $0 } ?? "")] { return name }
        let locale = Locale(identifier: tag)
        return locale.localizedString(forIdentifier: tag) ?? Self.names[code] ?? tag
    }

    private static let names = [
        "am": "አማርኛ", "ar": "العربية", "az": "Azərbaycanca", "be": "Беларуская", "bg": "Български", "bn": "বাংলা",
        "bs": "Bosanski", "ca": "Català", "ckb": "کوردیی ناوەندی", "cs": "Čeština", "da": "Dansk", "de": "Deutsch",
        "dv": "ދިވެހި", "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی",
        "fa-AF": "دری", "ff": "Pulaar", "fi": "Suomi", "fil": "Filipino", "fr": "Français", "ha": "Hausa",
        "haz": "هزارگی", "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն",
        "id": "Indonesia", "ig": "Igbo", "it": "Italiano", "ka": "ქართული", "kk": "Қазақша", "ku": "Kurmancî",
        "ku-Arab": "کورمانجی", "ku-IQ": "کورمانجی", "ku-IR": "کورمانجی", "ln": "Lingála", "lt": "Lietuvių",
        "lv": "Latviešu", "mk": "Македонски", "my": "မြန်မာ", "ne": "नेपाली", "nl": "Nederlands", "no": "Norsk",
        "nb": "Norsk bokmål", "nn": "Norsk nynorsk", "nqo": "ߒߞߏ", "om": "Afaan Oromoo", "pa": "ਪੰਜਾਬੀ",
        "pa-PK": "پنجابی", "pl": "Polski", "ps": "پښتو", "pt": "Português", "pt-BR": "Português (Brasil)",
        "rhg": "𐴌𐴗𐴥𐴝𐴙𐴚𐴒𐴙𐴝", "rn": "Ikirundi", "ro": "Română", "ru": "Русский", "rw": "Ikinyarwanda",
        "sd": "سنڌي", "sk": "Slovenčina", "sl": "Slovenščina", "so": "Soomaali", "sq": "Shqip", "sr": "Српски",
        "sr-Latn": "Srpski", "sv": "Svenska", "sw": "Kiswahili", "syr": "ܣܘܪܝܝܐ", "ta": "தமிழ்", "tg": "Тоҷикӣ",
        "th": "ไทย", "ti": "ትግርኛ", "tr": "Türkçe", "ug": "ئۇيغۇرچە", "uk": "Українська", "ur": "اردو",
        "uz": "Oʻzbekcha", "vi": "Tiếng Việt", "wo": "Wolof", "yi": "ייִדיש", "yo": "Yorùbá", "zh": "中文",
        "zh-Hant": "繁體中文", "zh-Hans": "简体中文", "en-XA": "[Àççéñţš]", "ar-XB": "[Mirrored]",
    ]
}
