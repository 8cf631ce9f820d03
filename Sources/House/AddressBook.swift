import Foundation
import Identity
import Localization
import Storage
import Trust

/// How one area knows to reach someone by mail. The sender asks all areas in their order; the first that knows is heard.
public struct AddressBook: Sendable {
    let address: @Sendable (PersonID, any Connection, inout Access) throws -> String?
    let former: @Sendable (String, PersonID, any Connection, inout Access) throws -> String?
    let isUnsafe: @Sendable (String, PersonID, Hub, any Connection) throws -> Bool
    let languages: @Sendable (PersonID, any Connection) throws -> [Language]

    /// - Parameters:
    ///   - address: an address of the person, opened as `.addressed`; nil where the area knows none.
    ///   - former: an address at which the person is not reached any more, by the id of that way of contact.
    ///   - isUnsafe: whether the area knows that nothing may be sent there, whoever named the address.
    ///   - languages: what the person reads best, the best first.
    public init(
        address: @escaping @Sendable (PersonID, any Connection, inout Access) throws -> String?,
        former: @escaping @Sendable (String, PersonID, any Connection, inout Access) throws -> String? = { _, _, _, _ in nil },
        isUnsafe: @escaping @Sendable (String, PersonID, Hub, any Connection) throws -> Bool = { _, _, _, _ in false },
        languages: @escaping @Sendable (PersonID, any Connection) throws -> [Language] = { _, _ in [] }
    ) {
        (self.address, self.former, self.isUnsafe, self.languages) = (address, former, isUnsafe, languages)
    }
}

/// Where a letter goes, and the language it is written in.
public struct Recipient: Sendable {
    public let address: String
    public let language: Language
}

extension Hub {
    /// The address a letter to this person goes to, and the language of the hub they read best; nil where they can't be written to.
    ///
    /// - Parameter former: the way of contact by which they were reached before, for a letter that goes there.
    public func recipient(_ person: PersonID, formerly former: String? = nil, _ db: any Connection, _ access: inout Access) throws -> Recipient? {
        let books = features.compactMap(\.addressBook)
        for book in books {
            guard let address = try address(in: book, person, former, db, &access),
                  try !books.contains(where: { try $0.isUnsafe(address, person, self, db) }) else { continue }
            let known = try books.map { try $0.languages(person, db) }.first { !$0.isEmpty } ?? []
            return Recipient(address: address, language: letterLanguage(known))
        }
        return nil
    }

    private func address(in book: AddressBook, _ person: PersonID, _ former: String?, _ db: any Connection, _ access: inout Access) throws -> String? {
        guard let former else { return try book.address(person, db, &access) }
        return try book.former(former, person, db, &access)
    }

    /// The first of these that the hub offers, or one near to it; else the hub's own first language.
    private func letterLanguage(_ known: [Language]) -> Language {
        Language.negotiated(
            query: nil, cookie: nil, acceptLanguage: known.map(\.tag).joined(separator: ","), among: settings.value.languages.map(Language.init(stringLiteral:)))
    }
}
