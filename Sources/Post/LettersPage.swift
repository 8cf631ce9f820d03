import Foundation
import Localization
import Markup
import Messaging
import Web

/// Whether mail leaves the hub, and the letters that did not get through; it names nobody.
struct LettersPage: Page {
    let token: FormToken
    /// Where mail leaves; empty for nowhere.
    let server: String
    let counts: OutboxCounts
    /// How far the reader's own test letter came; nil where there is none.
    let test: LetterProgress?
    let stuck: [StuckLetter]
    /// What each kind of letter is about.
    let words: [String: Message]
    let zone: TimeZone

    static let samples: [LettersPage] = {
        var counts = OutboxCounts()
        (counts.waiting, counts.dead, counts.unreachable, counts.troubles) = (2, 1, 1, [.connection: 2])
        let stuck = [
            StuckLetter(id: "a", letter: "post.test", hasAddress: true, failure: .refused, since: .distantPast),
            StuckLetter(id: "b", letter: "gone", hasAddress: false, failure: nil, since: .distantPast),
        ]
        let words = ["post.test": Message("A test letter")]
        return [LettersPage(token: FormToken("sample"), server: "smtps://mail.example.org", counts: counts, test: .waiting(.connection), stuck: stuck, words: words, zone: .gmt),
                LettersPage(token: FormToken("sample"), server: "", counts: OutboxCounts(), test: .stuck(nil), stuck: [], words: [:], zone: .gmt)]
    }()

    var title: Message { Message("Letters") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("The hub writes to people by mail. A letter holds nothing of any case: it says that there is something to read, and where."))</p>
        \(leaving(say))
        \(counts.troubles.sorted { $0.key.rawValue < $1.key.rawValue }.map { trouble($0.key, $0.value, say) })
        \(test.map { TestLetterNotice($0).html(say) })
        <form method="post" action="/letters/test" data-once>\(token.html)
        <div class="buttons"><button class="button">\(Picture("mail")) \(say("Send a test letter to yourself"))</button></div></form>
        <h2>\(say("Letters that did not get through"))</h2>
        \(stuck.isEmpty ? "<p class=\"empty\">\(say("Every letter got through, or is on its way."))</p>" : list(say))
        """
    }

    private func leaving(_ say: Speech) -> HTML {
        guard !server.isEmpty else {
            return """
                <div class="notice warn"><p>\(Picture("warning")) \(say("No mail server is set. Letters wait until there is one."))</p></div>
                <p>\(say(counts.waiting, one: "One letter waits.", other: "\(counts.waiting, "count") letters wait."))</p>
                """
        }
        return """
            <p>\(say("Mail leaves by \(server, "server")."))
            \(counts.waiting == 0 ? nil : say(counts.waiting, one: "One letter is on its way.", other: "\(counts.waiting, "count") letters are on their way."))</p>
            """
    }

    private func trouble(_ failure: MailFailure, _ count: Int, _ say: Speech) -> HTML {
        """
        <div class="notice warn"><p>\(Picture("warning")) \(say(count, one: "One letter is tried again:", other: "\(count, "count") letters are tried again:"))
        \(say(failure.message))</p></div>
        """
    }

    private func list(_ say: Speech) -> HTML {
        """
        <form method="post" action="/letters/sending" data-once>\(token.html)
        <div class="buttons"><button class="button main">\(Picture("undo")) \(say("Send all of them again"))</button></div></form>
        <ul class="cards">\(stuck.map { card($0, say) })</ul>
        """
    }

    private func card(_ letter: StuckLetter, _ say: Speech) -> HTML {
        let problem = letter.hasAddress ? (letter.failure ?? .refused).message : Message("The person has no e-mail address. Tell them in another way.")
        return """
            <li><article class="card"><h3>\(words[letter.letter].map { say($0) } ?? "<bdi>\(letter.letter)</bdi>")</h3>
            <p>\(Picture("clock")) <bdi>\(say.instant(letter.since, in: zone))</bdi></p>
            <p>\(Picture("warning")) \(say(problem))</p>
            <form method="post" action="/letters/sending" data-once>\(token.html)<input type="hidden" name="letter" \(.value(letter.id))>
            <button class="button">\(say("Send again"))</button></form></article></li>
            """
    }
}

extension MailFailure {
    var message: Message {
        switch self {
        case .connection: Message("The mail server could not be reached.")
        case .tls: Message("The mail server offered no safe connection.")
        case .signIn: Message("The mail server refused the user or the password of the hub.")
        case .slow: Message("The mail server took too long, or hung up.")
        case .busy: Message("The mail server asked to come back later.")
        case .refused: Message("The mail server refused the letter for good. The address may be wrong.")
        case .address: Message("The address can't be written to.")
        case .unknownLetter: Message("The hub has no letter of this kind any more.")
        }
    }
}
