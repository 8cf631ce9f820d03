import House
import Identity
import Vault

/// A person ready to be stored: everything that tells who they are is sealed under their own key.
package struct SealedPerson: Sendable {
    package let id: PersonID
    package let organization: OrganizationID
    package let household: HouseholdID?
    let givenName: Sealed<GivenName>
    let familyName: Sealed<FamilyName>?
    let birthDate: Sealed<BirthDate>?
    let gender: Sealed<Gender.Field>?
    let extra: Sealed<ImportedExtra>?
    let isHead: Bool
    let source: ImportSource?
    let languages: [SpokenLanguage]
    let contacts: [SealedContact]

    /// Seals what was written down; the person's key must have been prepared (`Keyring.prepare`).
    package init(
        _ details: PersonDetails, id: PersonID, organization: OrganizationID, household: HouseholdID? = nil, isHead: Bool = false,
        source: ImportSource? = nil, extra: String? = nil, languages: [SpokenLanguage] = [], contacts: [ContactDetails] = [], with hub: Hub
    ) throws {
        (self.id, self.organization, self.household, self.isHead) = (id, organization, household, isHead)
        (self.source, self.languages) = (source, languages)
        let keyring = hub.keyring, row = id.text
        givenName = try keyring.seal(details.givenName, as: GivenName.self, row: row, of: id)
        familyName = details.familyName.isEmpty ? nil : try keyring.seal(details.familyName, as: FamilyName.self, row: row, of: id)
        birthDate = try details.birth.map { try keyring.seal($0.description, as: BirthDate.self, row: row, of: id) }
        gender = details.gender == .unknown ? nil : try keyring.seal(details.gender.rawValue, as: Gender.Field.self, row: row, of: id)
        self.extra = try extra.map { try keyring.seal($0, as: ImportedExtra.self, row: row, of: id) }
        self.contacts = try contacts.map { try SealedContact($0, of: id, isImported: source != nil, with: hub) }
    }
}

/// Where a record came from: the key of its row in a town's own list, and a keyed hash of the row to see whether it changed.
package struct ImportSource: Sendable, Equatable {
    package let key: String
    package let mac: String
    package init(key: String, mac: String) { (self.key, self.mac) = (key, mac) }
}

/// A way of contact ready to be stored.
package struct SealedContact: Sendable {
    let id: String
    let kind: ContactWay.Kind
    let value: Sealed<ContactValue>
    let index: BlindIndex?
    let isSafe: Bool
    let words: Sealed<ContactWords>?
    let isImported: Bool

    package init(_ details: ContactDetails, of person: PersonID, isImported: Bool = false, with hub: Hub) throws {
        self.isImported = isImported
        id = Secret.token(bytes: 16)
        (kind, isSafe) = (details.kind, details.isSafe)
        value = try hub.keyring.seal(details.value, as: ContactValue.self, row: id, of: person)
        words = details.words.isEmpty ? nil : try hub.keyring.seal(details.words, as: ContactWords.self, row: id, of: person)
        index = Self.index(details.kind, details.value, with: hub)
    }

    /// The blind index by which someone is found by exactly this number or address; nil where there is nothing to compare.
    package static func index(_ kind: ContactWay.Kind, _ value: String, with hub: Hub) -> BlindIndex? {
        switch kind {
        case .email: hub.keyring.blindIndex(Folding.email(value), column: "contact_ways.value")
        case .phone, .message:
            Folding.phone(value, country: hub.settings.value.country).map { hub.keyring.blindIndex($0, column: "contact_ways.value") }
        case .letter, .desk: nil
        }
    }
}
