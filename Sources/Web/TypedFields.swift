import Foundation
import Identity

extension Fields {
    /// The names under which people type, on whatever form.
    ///
    /// Whatever else a form sends was chosen, pressed, put there by the page, or is a secret: it has no words that anyone would know again, or none
    /// that may stand on a screen. A test compares this with the forms.
    static let typed: Set<String> = [
        // who, and how to reach them
        "name", "given", "family", "given_name", "family_name", "born", "birth_year", "email", "phone", "contact", "value", "other_languages",
        "referee1_name", "referee1_contact", "referee2_name", "referee2_contact",
        // in their own words
        "words", "reason", "note", "answer", "about", "known", "more", "reached", "what", "why", "measures", "title", "q",
        // where, when and how many
        "place", "district", "arrived", "from", "to", "day", "date", "time", "until", "issued_on", "expires_on",
        "capacity", "children", "adults", "seniors", "points", "percent", "staying", "line", "separator",
        // what an administrator sets
        "hub_name", "helper_name", "helper_phone", "helper_hours", "mail_server", "mail_from", "mail_user", "jurisdiction", "authority", "time_zone",
        "country", "leave_to", "supervision_limit", "backup_folder", "keys_folder", "networks", "provider_issuer", "provider_client", "provider_name",
        "provider_second_step",
    ]

    /// What is chosen on one form under a name that is typed into on another.
    private static let chosen: Set<String> = ["on", "yes", "no", "other", "withdrawn", "moved", "requirement"]

    /// Whether people type under this name; of one that code puts together, as `letters_reason` is, the last word says what it is.
    static func isTyped(_ name: String) -> Bool { typed.contains(name) || name.split(separator: "_").last.map { typed.contains(String($0)) } ?? false }

    /// What a person typed.
    var words: [String] {
        all.filter { Self.isTyped($0.name) }.map { $0.value.trimmingCharacters(in: .whitespacesAndNewlines) }
            .filter { $0.contains { $0.isLetter || $0.isNumber } && PersonID($0) == nil && !Self.isChosen($0) }
    }

    private static func isChosen(_ value: String) -> Bool { chosen.contains(value) || value.wholeMatch(of: /[a-z]+(_[a-z]+)+/) != nil }
}
