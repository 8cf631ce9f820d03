import Foundation
import Localization
import SwiftCSV

/// A CSV file in memory: a header and rows of as many cells (RFC 4180, UTF-8 with or without a byte order mark).
public struct CSVTable: Sendable {
    public let header: [String]
    public let rows: [[String]]

    /// - Throws: `CSVProblem` in a sentence, where the text is not UTF-8, a quote is not closed, or a name stands twice in the header.
    public init(_ bytes: [UInt8]) throws(CSVProblem) {
        guard var text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        guard !text.unicodeScalars.contains("\0") else { throw .notUTF8 }
        // The library takes an open quotation mark at the end for closed; in sound CSV they come in pairs.
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else { throw .openQuote }
        var found: [[String]] = []
        do {
            let parser = try CSV<Enumerated>(string: text, delimiter: .comma, loadColumns: false, rowLimit: 0)
            try parser.enumerateAsArray(startAt: 0, rowLimit: nil) { found.append($0) }
        } catch {
            throw .openQuote
        }
        header = found.first?.map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        let named = header.filter { !$0.isEmpty }
        guard Set(named).count == named.count else { throw .doubleHeader }
        rows = Array(found.dropFirst())
    }
}

public enum CSVProblem: Error, Sendable {
    case notUTF8, openQuote, doubleHeader

    public var message: Message {
        switch self {
        case .notUTF8: Message("The file is not UTF-8 text. Save it again as CSV UTF-8.")
        case .openQuote: Message("A quotation mark is opened and not closed. Check the quotation marks.")
        case .doubleHeader: Message("Two columns have the same name. Rename one of them.")
        }
    }
}
