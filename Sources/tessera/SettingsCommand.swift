import ArgumentParser
import Foundation
import House
import Localization
import Logging
import Messaging
import Web

/// Shows and changes what a town sets for its hub.
struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Show the hub's settings, or change those that are named.")

    @Option(help: "The hub's name.") var name: String?
    @Option(help: "The person named on every page, whom anyone can call.") var helperName: String?
    @Option(help: "Their phone number.") var helperPhone: String?
    @Option(help: "When they can be called.") var helperHours: String?
    @Option(help: "The languages offered, such as \"en fr uk ar\".") var languages: String?
    @Option(help: "The time zone, such as Europe/London.") var timeZone: String?
    @Option(help: "The country calling code that phone numbers without one have, such as 44.") var country: String?
    @Option(help: "Where \"Leave this page\" leads: a site that says nothing about the reader.") var leaveTo: String?
    @Option(help: "The language the town speaks, by its code of three letters, such as eng.") var townLanguage: String?
    @Option(help: "How fast people get about, such as \"walk=4.5 bicycle=13 bus=14 bus_wait=10 car=25 car_wait=5 detour=1.3\"; name those that change.") var pace: String?
    @Option(help: "The server that takes mail: smtps://HOST or smtp://HOST (then STARTTLS), with :PORT where it is another.") var mailServer: String?
    @Option(help: "The user at the mail server, where it asks for one.") var mailUser: String?
    @Flag(help: "Ask for the password at the mail server, or read one line of standard input.") var mailPassword = false
    @Option(help: "The address that letters come from.") var mailFrom: String?
    @Option(help: "The issuer of the town's own identity provider (OpenID Connect), such as https://id.example.org; empty for none.") var oidcIssuer: String?
    @Option(help: "The name the provider knows the hub by (client ID).") var oidcClient: String?
    @Flag(help: "Ask for the hub's secret at the provider, or read one line of standard input.") var oidcSecret = false
    @Option(help: "What the town calls the account; it stands on the button.") var oidcName: String?
    @Option(help: "What the provider says (acr or amr) of someone who showed it two things, such as mfa; empty where it never does.") var oidcSecondStep: String?
    @Option(help: "Networks whose forms are slowed down ten times later, such as \"192.0.2.0/24 2001:db8::/48\".") var networks: String?
    @Option(help: "The folder to which the data is backed up each hour, on another disk or machine; empty for none.") var backupFolder: String?
    @Option(help: "The folder to which the wrapped keys are backed up, apart from the data.") var keysFolder: String?
    @OptionGroup var place: DataFolder

    func run() async throws {
        let open = try await place.open(logger: Logger(label: "tessera"))
        var settings = open.hub.settings.value
        try change(&settings)
        try changeMail(&settings, of: open.hub)
        try changeProvider(&settings, of: open.hub)
        try changeBackups(&settings)
        let changed = SettingsForm(settings).changed(from: open.hub.settings.value, to: settings)
        if !changed.isEmpty {
            try await open.hub.save(settings, changed: changed, by: .atTheConsole(of: try await open.hub.ownOrganization()))
        } else if settings != open.hub.settings.value {
            try await open.hub.save(settings)
        }
        try await open.close()
        print("""
            name:       \(settings.hubName)
            helper:     \(settings.helperName.isEmpty ? "nobody yet; name someone with --helper-name, --helper-phone, --helper-hours" : "\(settings.helperName), \(settings.helperPhone), \(settings.helperHours)")
            languages:  \(settings.languages.joined(separator: " "))
            time zone:  \(settings.timeZone)
            country:    \(settings.country)
            leave to:   \(settings.leaveTo)
            town speaks: \(settings.townLanguage)
            pace:       \(settings.pace.text)
            own sign-in: \(settings.hasProvider ? "\(settings.providerIssuer), as \(settings.providerClient)" : "none; set --oidc-issuer and --oidc-client")
            networks:   \(settings.networks.isEmpty ? "none" : settings.networks)
            backups:    \(settings.keysFolder.isEmpty ? "nowhere yet; set --backup-folder and --keys-folder" : "data to \(settings.backupFolder), keys to \(settings.keysFolder)")
            mail:       \(settings.sendsMail ? "\(settings.mailServer), from \(settings.mailFrom)" : "nowhere yet; set --mail-server and --mail-from")
            """)
    }

    private func change(_ settings: inout Settings) throws {
        if let name { settings.hubName = name }
        if let helperName { settings.helperName = helperName }
        if let helperPhone { settings.helperPhone = helperPhone }
        if let helperHours { settings.helperHours = helperHours }
        if let leaveTo { settings.leaveTo = leaveTo }
        if let townLanguage {
            guard townLanguage.count == 3, townLanguage.allSatisfy({ $0.isASCII && $0.isLowercase }) else {
                throw CommandProblem("--town-language is a code of ISO 639-3 with three letters, such as eng.")
            }
            settings.townLanguage = townLanguage
        }
        if let pace {
            guard let changed = settings.pace.changed(by: pace) else { throw CommandProblem("--pace names speeds in kilometers an hour and waits in minutes, such as \"walk=4.5 bus_wait=10\".") }
            settings.pace = changed
        }
        if let country {
            guard (1...3).contains(country.count), country.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw CommandProblem("--country is a calling code of one to three digits, such as 44.")
            }
            settings.country = country
        }
        if let timeZone {
            guard TimeZone(identifier: timeZone) != nil else { throw CommandProblem("\(timeZone) is no time zone. Write one such as Europe/London.") }
            settings.timeZone = timeZone
        }
        if let languages {
            let tags = languages.split(separator: " ").map(String.init)
            if let wrong = tags.first(where: { Language($0) == nil }) { throw CommandProblem("\(wrong) is no language tag. Write tags such as en or fa-AF.") }
            guard !tags.isEmpty else { throw CommandProblem("Offer at least one language.") }
            settings.languages = tags
        }
    }

    private func changeProvider(_ settings: inout Settings, of hub: Hub) throws {
        if let oidcIssuer {
            guard oidcIssuer.isEmpty || SettingGroup.isIssuer(oidcIssuer) else {
                throw CommandProblem("\(oidcIssuer) is no issuer. Write an address such as https://id.example.org.")
            }
            settings.providerIssuer = oidcIssuer
        }
        if let oidcClient { settings.providerClient = oidcClient }
        if let oidcName { settings.providerName = oidcName }
        if let oidcSecondStep { settings.providerSecondStep = oidcSecondStep }
        if oidcSecret {
            guard let secret = Console.askSecret("Secret at the identity provider: ") else { throw CommandProblem("No secret was given.") }
            settings.providerSecret = try hub.sealed(secret, as: "provider_secret")
        }
        if let networks {
            guard Network.list(networks) != nil else { throw CommandProblem("--networks are written such as \"192.0.2.0/24 2001:db8::/48\".") }
            settings.networks = networks
        }
    }

    private func changeBackups(_ settings: inout Settings) throws {
        for folder in [backupFolder, keysFolder].compactMap(\.self) where !folder.isEmpty {
            guard folder.hasPrefix("/"), FileManager.default.isWritableFile(atPath: folder) else {
                throw CommandProblem("\(folder) is no folder that the hub can write to. Write its whole path, beginning with /.")
            }
        }
        if let backupFolder { settings.backupFolder = backupFolder }
        if let keysFolder { settings.keysFolder = keysFolder }
        guard settings.backupFolder.isEmpty == settings.keysFolder.isEmpty else { throw CommandProblem("Name both folders, or neither: data without its keys can't be read.") }
        guard settings.backupFolder.isEmpty || settings.backupFolder != settings.keysFolder else { throw CommandProblem("The keys are backed up apart from the data. Name another folder.") }
    }

    private func changeMail(_ settings: inout Settings, of hub: Hub) throws {
        if let mailServer {
            guard mailServer.isEmpty || MailServer(url: mailServer) != nil else {
                throw CommandProblem("\(mailServer) is no mail server. Write smtps://mail.example.org or smtp://mail.example.org:587.")
            }
            settings.mailServer = mailServer
        }
        if let mailUser { settings.mailUser = mailUser }
        if let mailFrom {
            guard mailFrom.isEmpty || MailAddress(mailFrom) != nil else { throw CommandProblem("\(mailFrom) is no e-mail address to write from.") }
            settings.mailFrom = mailFrom
        }
        // Never as an option: those stand in the history of the shell and in the list of processes.
        if mailPassword {
            guard let password = Console.askSecret("Password at the mail server: ") else { throw CommandProblem("No password was given.") }
            settings.mailPassword = try hub.sealed(mailPassword: password)
        }
    }
}
