import Foundation

/// A mail, or a part of one: headers, an empty line, a body (RFC 5322, RFC 2046).
struct MIMEPart {
    private let headers: [(name: String, value: String)]
    private let body: String

    init(_ raw: String) {
        let halves = raw.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let unfolded = String(halves.first ?? "").replacing(/\r\n[ \t]+/, with: " ")
        headers = unfolded.split(separator: "\r\n").compactMap { line in
            let pair = line.split(separator: ":", maxSplits: 1)
            return pair.count == 2 ? (pair[0].lowercased(), pair[1].trimmingCharacters(in: .whitespaces)) : nil
        }
        body = halves.count > 1 ? String(halves[1]) : ""
    }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    private var type: String { header("content-type")?.prefix { $0 != ";" }.lowercased() ?? "text/plain" }

    /// The first part of this kind: itself, or one of those it holds.
    func part(_ wanted: String) -> MIMEPart? {
        if type == wanted { return self }
        guard type.hasPrefix("multipart/"), let boundary else { return nil }
        let pieces = ("\r\n" + body).components(separatedBy: "\r\n--\(boundary)").dropFirst()
        for piece in pieces where !piece.hasPrefix("--") {
            if let found = MIMEPart(String(piece.trimmingPrefix("\r\n"))).part(wanted) { return found }
        }
        return nil
    }

    private var boundary: String? {
        header("content-type")?.firstMatch(of: /boundary="?([^";]+)"?/).map { String($0.1) }
    }

    /// The body as text in UTF-8, with plain line ends.
    var text: String {
        let bytes: [UInt8] = switch header("content-transfer-encoding")?.lowercased() {
        case "base64": Array(Data(base64Encoded: body, options: .ignoreUnknownCharacters) ?? Data())
        case "quoted-printable": QuotedPrintable.bytes(body)
        default: Array(body.utf8)
        }
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    }
}
