import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Vault

/// Receipts of what people said to a notice, made anew from the ledger whenever one is asked for: the same event, the same receipt.
struct Receipts: Sendable {
    let hub: Hub
    let notices: Notices

    func key() async throws -> SigningKey { try await hub.keyring.signingKey(for: "receipts", at: hub.now()) }

    /// The receipt of one event of this person; nil where there is none.
    func find(_ id: String, of person: PersonID, _ db: any Connection) throws -> (event: ConsentEvent, receipt: ConsentReceipt)? {
        guard let event = try db.consents.find(id, of: person) else { return nil }
        return (event, receipt(of: event, person))
    }

    private func receipt(of event: ConsentEvent, _ person: PersonID) -> ConsentReceipt {
        let settings = hub.settings.value, notice = notices[event.purpose], read = notice?.text(read: event.notice)
        let language = Language(event.notice.language) ?? .english
        let controller = ConsentReceipt.Party(
            name: settings.hubName, address: settings.publicAddress.isEmpty ? "not published" : settings.publicAddress,
            contact: [settings.helperName, settings.helperPhone].filter { !$0.isEmpty }.joined(separator: ", "))
        let processing = ConsentReceipt.Processing(
            notice: .init(
                id: event.purpose, version: event.notice.version, language: event.notice.language, sha256: Hex.written(event.notice.textHash), text: read?.text),
            purpose: read?.title ?? notice?.title.text(in: language).text ?? event.purpose,
            method: event.recipient == "hub" ? "used inside the hub" : "shown to the recipient on a page of the hub", kinds: event.kinds,
            recipients: [notice?.to?.text(in: language).text ?? event.recipient],
            jurisdiction: settings.jurisdiction.isEmpty ? "calling code +\(settings.country)" : settings.jurisdiction,
            authority: settings.authority.isEmpty ? "not named" : settings.authority)
        return ConsentReceipt(
            of: event, principal: hub.keyring.receiptPrincipal(of: person, on: event.id), processing: processing, controller: controller)
    }
}
