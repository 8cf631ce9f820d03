import House
import Identity
import Localization

extension AddressBook {
    /// Addresses that were called safe, and the languages people told.
    static let people = AddressBook(
        address: { person, db, access in
            guard let way = try db.persons.safeEmail(of: person) else { return nil }
            return try access.open(way.value, in: way.id, of: person, as: .addressed)
        },
        former: { id, person, db, access in
            guard let way = try db.persons.formerContacts(of: person).first(where: { $0.way.id == id && $0.way.isSafe })?.way else { return nil }
            return try access.open(way.value, in: way.id, of: person, as: .addressed)
        },
        isUnsafe: { address, person, hub, db in
            guard let index = SealedContact.index(.email, address, with: hub) else { return false }
            return try db.persons.isUnsafe(index, for: person)
        },
        languages: { person, db in
            try db.persons.languages(of: [person])[person, default: []].bestFirst.compactMap { Language($0.code) }
        })
}

extension [SpokenLanguage] {
    /// Those that someone reads before those they do not, and among these the best known.
    var bestFirst: [SpokenLanguage] {
        func rank(_ language: SpokenLanguage) -> Int {
            (SpokenLanguage.Level.allCases.firstIndex(of: language.level) ?? 0) + (language.reads == .no ? 100 : 0)
        }
        return sorted { (rank($0), $0.code) < (rank($1), $1.code) }
    }
}
