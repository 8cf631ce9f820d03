import Foundation
import Identity
import Localization
import Storage
import Trust

/// How one area knows to reach someone by mail. The sender asks all areas in their order; the first that knows is heard.
public struct AddressBook: Sendable {
    let address: @Sendable (PersonID, any Connection, inout Access) throws -> String?
    let languages: @Sendable (PersonID, any Connection) throws -> [Language]

    /// - Parameters:
    ///   - address: a safe address of the person, opened as `.addressed`; nil where the area knows none.
    ///   - languages: what the person reads best, the best first.
    public init(
        address: @escaping @Sendable (PersonID, any Connection, inout Access) throws -> String?,
        languages: @escaping @Sendable (PersonID, any Connection) throws -> [Language] = { _, _ in [] }
    ) {
        (self.address, self.languages) = (address, languages)
    }
}

/// Where a letter goes, and the language it is written in.
public struct Recipient: Sendable {
    public let address: String
    public let language: Language
}

extension Hub {
    /// The address a letter to this person goes to, and the language of the hub they read best; nil where they can't be written to.
    public func recipient(_ person: PersonID, _ db: any Connection, _ access: inout Access) throws -> Recipient? {
        let books = features.compactMap(\.addressBook)
        for book in books {
            guard let address = try book.address(person, db, &access) else { continue }
            for book in books {
                let known = try book.languages(person, db)
                if !known.isEmpty { return Recipient(address: address, language: letterLanguage(known)) }
            }
            return Recipient(address: address, language: letterLanguage([]))
        }
        return nil
    }

    /// The first of these that the hub offers, or one near to it; else the hub's own first language.
    private func letterLanguage(_ known: [Language]) -> Language {
        Language.negotiated(
            query: nil, cookie: nil, acceptLanguage: known.map(\.tag).joined(separator: ","), among: settings.value.languages.map(Language.init(stringLiteral:)))
    }
}
