import Messaging
import Vault

extension Hub {
    private static let passwordName = "mail_password"

    /// The server that takes the hub's mail, with its password opened; nil where none is set.
    ///
    /// The password stands in the settings, sealed under the root key (`Settings.mailPassword`): so it can be set in the
    /// browser at the first start, a copy of the data folder does not open it, and there is one key to keep, not two.
    public func mailServer() throws -> MailServer? {
        let settings = settings.value
        guard var server = MailServer(url: settings.mailServer) else { return nil }
        server.user = settings.mailUser
        server.password = settings.mailPassword.isEmpty ? "" : try keyring.openSecret(settings.mailPassword, as: Self.passwordName)
        return server
    }

    /// A secret as the settings keep it under this name; empty for none.
    public func sealed(_ secret: String, as name: String) throws -> String {
        secret.isEmpty ? "" : try keyring.sealSecret(secret, as: name)
    }

    /// The password of the mail server as the settings keep it.
    public func sealed(mailPassword: String) throws -> String { try sealed(mailPassword, as: Self.passwordName) }
}
