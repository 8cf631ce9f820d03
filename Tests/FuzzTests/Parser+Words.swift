@testable import Directory
import Foundation
import House
import Identity
@testable import Localization
@testable import People
import Storage
@testable import Vault
@testable import Volunteers
@testable import Web

extension Parser {
    /// What people type into a field: names, words to look for, days, the settings of a hub.
    static let words = [
        Parser("names", text: { text in
            let halves = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            var index = NameIndex<Int>()
            index.insert(1, names: [halves[0]])
            index.insert(2, names: [halves.last ?? "", "Mohammed al-Hamwi"])
            _ = (index.search(halves.last ?? ""), SoundKey(text))
            index.remove(2)
        }),
        Parser("searches", text: { text in
            let words = SearchText.words(text)
            for word in words.prefix(8) { _ = (SearchText.grams(word), SearchText.distance(word, words[0])) }
        }),
        Parser("days", text: { text in
            _ = (Day(text), Birth(text), try? Date(sqlValue: .text(text)), WeeklySlot(field: text), VolunteerReader.slots(text))
        }),
        Parser("sentences", text: { text in
            // What a translator wrote means the same when it is read again.
            guard let template = try? Template(parsing: text) else { return }
            precondition((try? Template(parsing: template.text)) == template)
        }),
        Parser("settings", text: { text in
            guard let fields = Fields(urlEncoded: text) else { return }
            _ = SettingsForm(fields).problems(offered: ["en", "fr"])
        }),
    ]
}
