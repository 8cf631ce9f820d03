import Identity
import Localization
import Markup

/// The frame around every page: who we are, where to go, whom to ask, another language, and the way out.
struct Layout: Sendable {
    let context: VisitorContext
    private var say: Speech { context.say }
    private var face: HubFace { context.face }

    func render(_ page: some Page) -> HTML {
        """
        <!DOCTYPE html>
        <html \(.lang(say.language.tag)) \(.dir(say.language.direction))>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(page.windowTitle(say)) · \(face.name)</title>
        <link rel="stylesheet" \(.href(Assets.route("tessera.css")))>
        <link rel="icon" type="image/svg+xml" \(.href(Assets.route("icon.svg")))>
        <script defer \(.src(Assets.route("tessera.js")))></script>
        \(page.scripts.map { "<script defer \(.src(Assets.route($0)))></script>" as HTML })
        </head>
        <body>
        <a class="skip" href="#content">\(say("Go to the content"))</a>
        \(demoBar)
        \(top)
        <main id="content" tabindex="-1">
        \(keptForms)
        \(page.body(say))
        </main>
        \(foot)
        </body>
        </html>
        """
    }

    private var demoBar: HTML? {
        guard face.isDemo else { return nil }
        return """
            <aside class="demo-bar" \(.label(say.plain("Demo")))>
            <p>\(Picture("info")) \(say("This is a demo. Everyone in it is invented."))</p>\(face.demo.map(demoTools))</aside>
            """
    }

    private func demoTools(_ demo: HubFace.Demo) -> HTML {
        """
        <p>\(Picture("calendar")) <bdi>\(say.day(demo.today))</bdi></p>
        <form method="post" action="/demo/clock" data-once>\(context.token.html)<input type="hidden" name="back" \(.value(context.back))>
        <button name="days" value="1">\(say("+1 day"))</button><button name="days" value="7">\(say("+1 week"))</button></form>
        <a href="/demo/mailbox">\(Picture("mail")) \(say("Mailbox (\(demo.mails, "count"))"))</a>
        """
    }

    /// The way out comes first: whoever needs it must not look for it.
    private var top: HTML {
        """
        <header class="top">
        <a class="leave" rel="noreferrer" \(.href(Route.web(face.leaveTo) ?? "/"))>\(Picture("leave", turns: true)) \(say("Leave this page"))</a>
        <a class="name" href="/">\(Picture("tessera")) <bdi>\(face.name)</bdi></a>
        <nav class="menu" \(.label(say.plain("Main")))><ul>\(context.navigation.filter { $0.place == .menu }.map(entry))\(session)</ul></nav>
        \(languages)
        </header>
        """
    }

    private func entry(_ item: NavigationItem) -> HTML {
        "<li><a \(.href(item.route)) \(.current(context.here == item.route.text))>\(Picture(item.picture)) \(say(item.words))</a></li>"
    }

    /// Wherever someone comes in again, by whatever way, they find what they wrote before.
    private var keptForms: HTML? {
        guard context.keepsForms, !context.here.hasPrefix("/kept-forms") else { return nil }
        return """
            <div class="notice" role="status"><p>\(Picture("pen")) \(say("Something you wrote before you were signed out was not sent yet.")) <a href="/kept-forms">\(say("Look at it"))</a></p></div>
            """
    }

    private var session: HTML {
        if context.session == nil {
            return "<li><a href=\"/sign-in\">\(Picture("key")) \(say("Sign in"))</a></li>"
        }
        return """
            <li><form method="post" action="/sign-out">\(context.token.html)
            <button>\(Picture("lock")) \(say("Sign out"))</button></form></li>
            """
    }

    private var languages: HTML {
        """
        <nav class="languages" \(.label(say.plain("Languages")))><details><summary>\(Picture("globe")) \(say.language.name)</summary>
        <ul>\(face.languages.map { language in
            """
            <li><a \(.href(here(in: language))) \(.lang(language.tag)) \(.dir(language.direction)) \
            \(.current(language == say.language))>\(language.name)</a></li>
            """ as HTML
        })</ul></details></nav>
        """
    }

    /// The same page in another language: the query is kept, only `lang` is replaced.
    private func here(in language: Language) -> Route {
        let parts = context.here.split(separator: "?", maxSplits: 1)
        let path = parts.first.map(String.init) ?? "/"
        let query = parts.count > 1 ? Fields(urlEncoded: parts[1])?.all ?? [] : []
        return query.filter { $0.name != "lang" }.reduce(Route.local(path) ?? "/") { $0.query($1.name, $1.value) }
            .query("lang", language.tag)
    }

    private var footLinks: HTML? {
        let items = context.navigation.filter { $0.place == .foot }
        guard !items.isEmpty else { return nil }
        return "<nav \(.label(say.plain("More help")))><ul>\(items.map(entry))</ul></nav>"
    }

    private var foot: HTML {
        """
        <footer class="foot">
        \(face.helper.map { helper in
            """
            <section class="person-help" aria-labelledby="ask">
            \(Picture("phone"))<h2 id="ask">\(say("Ask a person"))</h2>
            <p><bdi>\(helper.name)</bdi><br><a \(.href(Route.phone(helper.phone)))><bdi dir="ltr">\(helper.phone)</bdi></a></p>
            <p class="meta" dir="auto">\(helper.hours)</p>
            </section>
            """ as HTML
        })
        \(footLinks)
        <p>\(say("Tessera is free software.")) \(context.session == nil ? say("It keeps no record of the services you look at.") : "")</p>
        </footer>
        """
    }
}

/// A picture of the sprite; always beside a word, so it is hidden from screen readers.
///
/// - Parameter turns: whether it points somewhere, and so is mirrored where people read from the right.
public func Picture(_ name: String, turns: Bool = false) -> HTML {
    """
    <svg \(.class(turns ? "picture turn" : "picture")) aria-hidden="true" width="24" height="24"><use \(.href(Assets.picture(name)))/></svg>
    """
}
