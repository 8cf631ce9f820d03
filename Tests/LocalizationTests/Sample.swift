@testable import Localization

/// Catalogs to speak by in tests.
enum Sample {
    static let header = """
        msgid ""
        msgstr "Language: uk\\n"
        "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
        "X-Reviewed-By-Native-Speaker: yes\\n"

        """

    static let ukrainian = header + """

        #: Sources/Web/Layout.swift
        msgid "Welcome, {name}."
        msgstr "Вітаємо, {name}."

        msgctxt "button"
        msgid "Find"
        msgstr "Шукати"

        msgid "Find"
        msgstr "Знахідка"

        # said on the desk
        msgid "One need is waiting."
        msgid_plural "{count} needs are waiting."
        msgstr[0] "{count} потреба чекає."
        msgstr[1] "{count} потреби чекають."
        msgstr[2] "{count} потреб чекають."

        msgid "Read <a>our promise</a> first."
        msgstr ""
        "Спершу прочитайте "
        "<a>нашу обіцянку</a>."

        msgid "Not yet."
        msgstr ""

        #, fuzzy
        msgid "Unsure."
        msgstr "Непевно."

        msgid "OK"
        msgstr "OK"

        #~ msgid "Gone."
        #~ msgstr "Зникло."
        """

    static let persian = """
        msgid "Welcome, {name}."
        msgstr "خوش آمدید، {name}."
        """

    static func catalogs(missing: (@Sendable (String) -> Void)? = nil) throws -> Catalogs {
        Catalogs([
            "uk": try Catalog(po: ukrainian, language: "uk"), "fa": try Catalog(po: persian, language: "fa"),
        ], missing: missing)
    }
}
