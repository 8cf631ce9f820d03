import Foundation
import Identity
import Localization
import Markup
import Messaging
import Web

/// One thing that an administrator sets, on one line of the form.
package struct SettingField: Sendable {
    let name: String
    let label: Message
    var hint: Message?
    var kind = TextField.Kind.text
    /// Never shown again: stored sealed, kept where nothing is typed.
    var isSecret = false
    let path: any WritableKeyPath<Settings, String> & Sendable
    /// What is wrong with a value, given all of them by their names; nil where it can be taken.
    var problem: @Sendable (_ value: String, _ all: [String: String]) -> Message? = { _, _ in nil }

    /// What was typed as it is kept: digits as ASCII where it is made of them.
    func kept(_ typed: String) -> String { kind == .tel ? Typed.plain(typed) : typed }
}

/// Things that belong together, under one heading. One more kind of setting is one more group in `all`.
package struct SettingGroup: Sendable {
    package let title: Message
    package let fields: [SettingField]

    package static let all: [SettingGroup] = [hub, helper, mail, place, dataProtection, supervision, backups, .provider, networks]

    static let networks = SettingGroup(title: Message("Many people at one place"), fields: [
        SettingField(name: "networks", label: Message("Networks of your own rooms"), hint: Message("Such as 192.0.2.0/24. Forms sent from there are slowed down ten times later: for the hub's own computers, shelters, schools."), path: \.networks) { text, _ in
            Network.list(text) == nil ? Message("Write networks such as 192.0.2.0/24 or 2001:db8::/48, with spaces between.") : nil
        },
    ])

    static let supervision = SettingGroup(title: Message("Supervision"), fields: [
        SettingField(name: "supervision_limit", label: Message("How many engagements one person should supervise at most"), kind: .tel, path: \.supervisionLimit) { limit, _ in
            Int(limit).map { (1...1000).contains($0) } ?? false ? nil : Message("Write a number from 1 to 1000.")
        },
    ])

    static let backups = SettingGroup(title: Message("Backups"), fields: [
        SettingField(name: "backup_folder", label: Message("Folder for backups of the data"), hint: Message("Where another disk or machine is mounted, such as /mnt/backup. Leave it empty to make none."),
                     path: \.backupFolder) { folder, all in folder.isEmpty && (all["keys_folder"] ?? "").isEmpty ? nil : problem(ofFolder: folder) },
        SettingField(name: "keys_folder", label: Message("Folder for backups of the keys"), hint: Message("Another place than that of the data, and one that is not copied elsewhere."),
                     path: \.keysFolder) { folder, all in
            let data = all["backup_folder"] ?? ""
            if data.isEmpty && folder.isEmpty { return nil }
            return folder == data ? Message("Choose another folder than that of the data.") : problem(ofFolder: folder)
        },
    ])

    private static func problem(ofFolder folder: String) -> Message? {
        guard folder.hasPrefix("/") else { return Message("Write the whole path of the folder, beginning with /.") }
        return FileManager.default.isWritableFile(atPath: folder) ? nil : Message("There is no such folder on the hub's machine, or the hub may not write to it.")
    }

    package static let hub = SettingGroup(title: Message("The hub"), fields: [
        SettingField(name: "hub_name", label: Message("Name of the hub"), path: \.hubName) { name, _ in
            if name.isEmpty { return Message("Write the name of the hub.") }
            return name.count > 80 ? Message("The name is too long.") : nil
        },
    ])

    package static let helper = SettingGroup(title: Message("The person to ask"), fields: [
        SettingField(name: "helper_name", label: Message("Name"), hint: Message("Stands on every page. Leave it empty if there is nobody yet."), path: \.helperName) { name, _ in
            name.count > 80 ? Message("The name is too long.") : nil
        },
        SettingField(name: "helper_phone", label: Message("Phone number"), kind: .tel, path: \.helperPhone) { phone, all in
            let needed = !(all["helper_name"] ?? "").isEmpty
            return (needed || !phone.isEmpty) && phone.count(where: \.isNumber) < 3 ? Message("Write the phone number with its digits.") : nil
        },
        SettingField(name: "helper_hours", label: Message("When they can be called"), hint: Message("Such as Mo–Fr 9:00–17:00"), path: \.helperHours) { hours, _ in
            hours.count > 120 ? Message("Write it shorter.") : nil
        },
    ])

    package static let mail = SettingGroup(title: Message("Letters by e-mail"), fields: [
        SettingField(name: "mail_server", label: Message("Server that takes mail"), hint: Message("Such as smtps://mail.example.org. Leave it empty to send none."), path: \.mailServer) { url, _ in
            url.isEmpty || MailServer(url: url) != nil ? nil : Message("Write smtps:// or smtp:// and the name of the server.")
        },
        SettingField(name: "mail_from", label: Message("Address that letters come from"), kind: .email, path: \.mailFrom) { address, all in
            let isNeeded = !(all["mail_server"] ?? "").isEmpty
            return (isNeeded || !address.isEmpty) && MailAddress(address) == nil ? Message("Write an e-mail address, such as hub@example.org.") : nil
        },
        SettingField(name: "mail_user", label: Message("Name to sign in at the server"), path: \.mailUser),
        SettingField(name: "mail_password", label: Message("Password at the server"), hint: Message("It is not shown. Leave it empty to keep the present one."), kind: .password, isSecret: true, path: \.mailPassword),
    ])

    static let dataProtection = SettingGroup(title: Message("Data protection"), fields: [
        SettingField(name: "jurisdiction", label: Message("Country whose law holds"), hint: Message("It stands on receipts of consent."), path: \.jurisdiction) { name, _ in
            name.count > 80 ? Message("Write it shorter.") : nil
        },
        SettingField(name: "authority", label: Message("Authority that people can complain to"), hint: Message("Name and address, as it stands on receipts of consent"), path: \.authority) { name, _ in
            name.count > 200 ? Message("Write it shorter.") : nil
        },
    ])

    static let place = SettingGroup(title: Message("Where the hub is"), fields: [
        SettingField(name: "time_zone", label: Message("Time zone"), hint: Message("Such as Europe/London"), path: \.timeZone) { zone, _ in
            TimeZone(identifier: zone) == nil ? Message("Write the time zone by its name, such as Europe/London.") : nil
        },
        SettingField(name: "country", label: Message("Calling code of the country"), hint: Message("Digits only, such as 44"), kind: .tel, path: \.country) { code, _ in
            (1...3).contains(code.count) && code.allSatisfy { $0.isASCII && $0.isNumber } ? nil : Message("Write one to three digits, such as 44.")
        },
        SettingField(name: "leave_to", label: Message("Where \u{201C}Leave this page\u{201D} leads"), hint: Message("A site that says nothing about the reader, such as a weather site"), path: \.leaveTo) { url, _ in
            url.hasPrefix("https://") && Route.web(url) != nil ? nil : Message("Write an address that begins with https://.")
        },
    ])
}
