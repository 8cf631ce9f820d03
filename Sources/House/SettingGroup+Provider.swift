import Foundation
import Localization

extension SettingGroup {
    /// The town's own identity provider, by OpenID Connect.
    static let provider = SettingGroup(title: Message("Signing in with the town's own account"), fields: [
        SettingField(name: "provider_issuer", label: Message("Issuer of the identity provider"), hint: Message("By OpenID Connect, such as https://id.example.org. Leave it empty if there is none."), path: \.providerIssuer) { issuer, _ in
            issuer.isEmpty || isIssuer(issuer) ? nil : Message("Write an address that begins with https://.")
        },
        SettingField(name: "provider_client", label: Message("Name of the hub at the provider (client ID)"), path: \.providerClient) { client, all in
            !(all["provider_issuer"] ?? "").isEmpty && client.isEmpty ? Message("Write the name that the provider knows the hub by.") : nil
        },
        SettingField(name: "provider_secret", label: Message("Secret at the provider"), hint: Message("The secret is not shown. Leave it empty to keep the present one."), kind: .password, isSecret: true, path: \.providerSecret),
        SettingField(name: "provider_name", label: Message("What the town calls this account"), hint: Message("Such as Town hall account. It stands on the button."), path: \.providerName) { name, all in
            if !(all["provider_issuer"] ?? "").isEmpty, name.isEmpty { return Message("Write what the button says.") }
            return name.count > 40 ? Message("The name is too long.") : nil
        },
        SettingField(name: "provider_second_step", label: Message("What the provider says of someone who showed it two things"), hint: Message("A word of acr or amr, such as mfa. Leave it empty, and the hub asks for its own second step."), path: \.providerSecondStep),
    ])

    /// Reached by TLS, or on this very machine; without a question or a fragment, as an issuer is.
    package static func isIssuer(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.query == nil, parts.fragment == nil, parts.user == nil else { return false }
        return parts.scheme == "https" || (parts.scheme == "http" && ["127.0.0.1", "localhost"].contains(host))
    }
}
