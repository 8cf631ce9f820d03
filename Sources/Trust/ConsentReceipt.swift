import Foundation
import Identity
import Vault

/// What a person takes away of one thing they said: the fields of ISO/IEC TS 27560 as the W3C Data Privacy Vocabulary maps
/// them, readable anywhere, and nothing of any case.
public struct ConsentReceipt: Encodable, Sendable {
    public struct Notice: Encodable, Sendable {
        public let id: String, version: Int, language: String, sha256: String
        /// The text itself, where it is still the one that was read.
        public let text: String?
        public init(id: String, version: Int, language: String, sha256: String, text: String?) {
            (self.id, self.version, self.language, self.sha256, self.text) = (id, version, language, sha256, text)
        }
    }
    public struct Processing: Encodable, Sendable {
        public let privacyNotice: Notice
        public let language: String, purpose: String
        public let lawfulBasis = "consent (GDPR Article 6(1)(a))", necessity = "optional: no service depends on it"
        public let processingMethod: String
        public let piiInformation: [PII]
        public let piiControllers = ["controller"], storageLocations = ["the hub's own server"], recipients: [String]
        public let rights = ["access", "rectification", "erasure", "restriction", "portability", "withdrawal of consent", "complaint to the authority"]
        public let retentionPeriod = "until the record of the person is erased", jurisdiction: String
        public let withdrawalMethod = "My file, one button; or tell anyone at the desk", authority: String

        public init(notice: Notice, purpose: String, method: String, kinds: Set<FieldClass>, recipients: [String], jurisdiction: String, authority: String) {
            (privacyNotice, language, self.purpose, processingMethod) = (notice, notice.language, purpose, method)
            piiInformation = kinds.map(\.rawValue).sorted().map { PII(piiType: $0, isSpecialCategory: false) }
            (self.recipients, self.jurisdiction, self.authority) = (recipients, jurisdiction, authority)
        }
    }
    public struct PII: Encodable, Sendable {
        let piiType: String, isSpecialCategory: Bool
    }
    public struct Party: Encodable, Sendable {
        let partyID = "controller"
        public let partyName: String, partyAddress: String, partyContact: String
        let partyType = "data controller"

        public init(name: String, address: String, contact: String) { (partyName, partyAddress, partyContact) = (name, address, contact) }
    }
    public struct Event: Encodable, Sendable {
        let eventTime: String, validUntil: String?, validityDuration: String?, entityID: String, eventType: String, eventState: String
        let howGiven: String, interpreter: String?, guardian: String?, childAssent: String?
    }
    let schemaVersion = "tessera consent receipt 1 (ISO/IEC TS 27560)"
    public let recordID: String, receiptID: String, piiPrincipalID: String
    public let processing: Processing
    public let partyIdentification: [Party]
    public let event: Event

    /// - Parameter principal: what the person is called on this receipt alone (`Keyring.receiptPrincipal`).
    public init(of event: ConsentEvent, principal: String, processing: Processing, controller: Party) {
        let seconds = event.expiresAt?.timeIntervalSince(event.at)
        (recordID, receiptID, piiPrincipalID) = (event.id, "receipt-\(event.id)", principal)
        (self.processing, partyIdentification) = (processing, [controller])
        self.event = Event(
            eventTime: event.at.storedText, validUntil: event.expiresAt?.storedText,
            validityDuration: seconds.map { "P\(Int(($0 / 86_400).rounded()))D" },
            entityID: event.channel == .own ? principal : controller.partyID, eventType: event.kinds.isEmpty ? "explicit consent" : "explicit consent to share",
            eventState: event.decision.rawValue, howGiven: event.channel.rawValue, interpreter: event.manner.interpreter?.rawValue,
            guardian: event.manner.guardian?.rawValue, childAssent: event.manner.assent?.rawValue)
    }

    /// What is signed: this JSON with its keys in order, and a line feed.
    public var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    /// The receipt signed, as JSON whose second line to the first that is a lone brace is what was signed.
    public func signed(by key: SigningKey) throws -> SignedReceipt { SignedReceipt(text: try text, signature: try key.sign(text), key: key.verifying) }
}

/// A receipt with all that a stranger needs to check it, without asking the hub.
public struct SignedReceipt: Sendable {
    public let text: String
    public let signature: [UInt8]
    let key: VerifyingKey

    public var file: String {
        """
        {"receipt":
        \(text),"signature":"\(Base64.written(signature))","public_key":"\(key.pem.replacing("\n", with: "\\n"))"}

        """
    }

    /// What the QR code on paper says: the SHA-256 of what was signed in hex, and the signature over it, so that a file and a paper can be told to belong together.
    public var code: String { "tessera receipt 1\n\(Hex.written(Secret.hash(text)))\n\(Base64.written(signature))" }
}

extension Keyring {
    /// What a person is called on one receipt: another name on each, so that two receipts don't tell that they are one person's.
    public func receiptPrincipal(of person: PersonID, on event: String) -> String { mac("\(person)|\(event)", for: "receipt-principal") }
}
