import Localization
import Web

/// What an administrator typed into the settings; kept as it was typed until it is right.
package struct SettingsForm: Sendable {
    package let groups: [SettingGroup]
    private(set) var values: [String: String]
    package private(set) var languages: [String]
    private let asksLanguages: Bool

    /// - Parameter asksLanguages: whether the languages are chosen in the same form.
    package init(_ settings: Settings, groups: [SettingGroup] = SettingGroup.all, asksLanguages: Bool = true) {
        (self.groups, self.asksLanguages) = (groups, asksLanguages)
        values = groups.flatMap(\.fields).reduce(into: [:]) { $0[$1.name] = $1.isSecret ? "" : settings[keyPath: $1.path] }
        languages = settings.languages
    }

    package init(_ fields: Fields, groups: [SettingGroup] = SettingGroup.all, asksLanguages: Bool = true) {
        (self.groups, self.asksLanguages) = (groups, asksLanguages)
        values = groups.flatMap(\.fields).reduce(into: [:]) { $0[$1.name] = $1.isSecret ? fields.untrimmed($1.name) : fields[$1.name] }
        languages = fields.values("languages")
    }

    /// What is wrong, one sentence for each field.
    ///
    /// - Parameter offered: the tags of the languages that the hub can speak.
    package func problems(offered: [String]) -> [FieldProblem] {
        var found = groups.flatMap(\.fields).compactMap { field in
            field.problem(field.kept(values[field.name] ?? ""), values).map { FieldProblem(field.name, $0) }
        }
        if asksLanguages, !languages.contains(where: offered.contains) { found.append(FieldProblem("languages", Message("Choose at least one language."))) }
        return found
    }

    /// The settings with what was typed.
    ///
    /// - Parameter seal: makes of a secret what is stored under the name of its field.
    package func applied(to settings: Settings, offered: [String], sealing seal: (String, _ name: String) throws -> String) rethrows -> Settings {
        var settings = settings
        for field in groups.flatMap(\.fields) {
            let typed = values[field.name] ?? ""
            if field.isSecret, typed.isEmpty { continue }
            settings[keyPath: field.path] = field.isSecret ? try seal(typed, field.name) : field.kept(typed)
        }
        if asksLanguages { settings.languages = offered.filter(languages.contains) }
        return settings
    }

    /// Names of the fields in which two settings differ.
    package func changed(from old: Settings, to new: Settings) -> [String] {
        groups.flatMap(\.fields).filter { old[keyPath: $0.path] != new[keyPath: $0.path] }.map(\.name)
            + (old.languages == new.languages ? [] : ["languages"])
    }
}

extension Hub {
    /// Tags of the languages that may be offered: those it speaks, and those it has offered so far, which come first.
    package var offeredLanguages: [String] {
        let own = settings.value.languages
        return own + ([.english] + catalogs.languages).map(\.tag).filter { !own.contains($0) }
    }
}
