import Foundation

/// What an SMTP server answers, line by line (RFC 5321): enough of it to take mail, and to pass none on.
struct SMTPConversation {
    static let greeting = "220 demo mailbox\r\n"
    /// The largest mail taken, in bytes.
    static let mostBytes = 1 << 20
    private static let mostRecipients = 100

    /// What one line leads to.
    struct Step: Equatable {
        var reply: String?
        /// A whole mail that came in with this line.
        var mail: String?
        var recipients: [String] = []
        var isOver = false
    }

    private var isGreeted = false, isData = false, sender: String?
    private var recipients: [String] = [], lines: [String] = [], bytes = 0

    init() {}

    /// - Parameter line: without its CR LF.
    mutating func take(_ line: String) -> Step { isData ? takeData(line) : takeCommand(line) }

    private mutating func takeCommand(_ line: String) -> Step {
        let verb = line.prefix { $0 != " " }.uppercased()
        switch verb {
        case "EHLO":
            (isGreeted, sender, recipients) = (true, nil, [])
            return Step(reply: "250-demo mailbox\r\n250-8BITMIME\r\n250 SIZE \(Self.mostBytes)\r\n")
        case "HELO":
            (isGreeted, sender, recipients) = (true, nil, [])
            return Step(reply: "250 demo mailbox\r\n")
        case "MAIL": return begin(line)
        case "RCPT": return add(line)
        case "DATA":
            guard !recipients.isEmpty else { return Step(reply: "503 RCPT first\r\n") }
            (isData, lines, bytes) = (true, [], 0)
            return Step(reply: "354 go on, end with a dot\r\n")
        case "RSET":
            (sender, recipients) = (nil, [])
            return Step(reply: "250 forgotten\r\n")
        case "NOOP": return Step(reply: "250 here\r\n")
        case "QUIT": return Step(reply: "221 bye\r\n", isOver: true)
        default: return Step(reply: "500 not known here\r\n")
        }
    }

    private mutating func begin(_ line: String) -> Step {
        guard isGreeted, sender == nil else { return Step(reply: "503 EHLO first, one mail at a time\r\n") }
        guard let path = Self.path(line, after: "FROM:") else { return Step(reply: "501 MAIL FROM:<address>\r\n") }
        if let size = line.firstMatch(of: /SIZE=([0-9]+)/.ignoresCase()).flatMap({ Int($0.1) }), size > Self.mostBytes {
            return Step(reply: "552 too large\r\n")
        }
        sender = path
        return Step(reply: "250 well\r\n")
    }

    private mutating func add(_ line: String) -> Step {
        guard sender != nil else { return Step(reply: "503 MAIL first\r\n") }
        guard let path = Self.path(line, after: "TO:"), !path.isEmpty else { return Step(reply: "501 RCPT TO:<address>\r\n") }
        guard recipients.count < Self.mostRecipients else { return Step(reply: "452 too many\r\n") }
        recipients.append(path)
        return Step(reply: "250 well\r\n")
    }

    private mutating func takeData(_ line: String) -> Step {
        guard line == "." else {
            bytes += line.utf8.count + 2
            if bytes <= Self.mostBytes { lines.append(line.hasPrefix(".") ? String(line.dropFirst()) : line) }
            return Step()
        }
        let mail = Step(reply: "250 taken\r\n", mail: lines.map { $0 + "\r\n" }.joined(), recipients: recipients)
        let isTooLarge = bytes > Self.mostBytes
        (isData, sender, recipients, lines) = (false, nil, [], [])
        return isTooLarge ? Step(reply: "552 too large\r\n") : mail
    }

    /// What stands between `<` and `>`.
    private static func path(_ line: String, after word: String) -> String? {
        guard let start = line.range(of: word + "<", options: .caseInsensitive)?.upperBound
                ?? line.range(of: word + " <", options: .caseInsensitive)?.upperBound,
              let end = line[start...].firstIndex(of: ">") else { return nil }
        return String(line[start..<end])
    }
}
