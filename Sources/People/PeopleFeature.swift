import House
import Localization
import Web

extension Feature {
    /// Persons, households, languages, ways of contact: whom the work is about.
    public static let people = Feature(
        name: "People", migrations: [.people],
        personalData: [GivenName.entry, FamilyName.entry, BirthDate.entry, Gender.Field.entry, ContactValue.entry, ContactWords.entry]
            + SpokenLanguage.register,
        doors: { _ in [] })
}
