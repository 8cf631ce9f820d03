@testable import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import Identity
@testable import Localization
import Markup
import NIOCore
@testable import Vault
@testable import Web

extension Parser {
    /// What a browser sends, and whatever pretends to be one.
    static let web = [
        Parser("multipart") { bytes in
            // The first line is the content type, as an attacker may write it, too.
            let type = bytes.prefix { $0 != 10 }
            guard let form = Multipart(Array(bytes.dropFirst(type.count + 1)), contentType: String(decoding: type, as: UTF8.self)) else { return }
            let fields = Fields(cleaning: form.fields)
            for field in fields.all { _ = fields[field.name] }
        },
        Parser("form", text: { text in
            guard let fields = Fields(urlEncoded: text) else { return }
            for field in fields.all { _ = (fields[field.name], fields.untrimmed(field.name), fields.values(field.name)) }
        }),
        Parser("cookies", text: { text in
            let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: [.cookie: text])
            let cookies = Request(head: head, body: .init(buffer: ByteBuffer())).cookies
            _ = (cookies["s"]?.value, cookies["__Host-s"]?.value)
        }),
        Parser("languages", text: { text in
            let halves = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            _ = Language.negotiated(query: halves[0], cookie: halves.last, acceptLanguage: text, among: ["en", "fr", "uk", "ar", "zh-Hant"])
        }),
        // The head of a request, as a browser or a proxy sends it: the path, then a header a line.
        Parser("headers", text: { text in
            var lines = text.split(separator: "\n")[...], fields = HTTPFields()
            let path = lines.popFirst().map(String.init) ?? "/"
            for line in lines {
                let halves = line.split(separator: ":", maxSplits: 1).map { String($0).trimmingCharacters(in: .whitespaces) }
                if halves.count == 2, let name = HTTPField.Name(halves[0]), HTTPField.isValidValue(halves[1]) { fields.append(HTTPField(name: name, value: halves[1])) }
            }
            let head = HTTPRequest(method: .get, scheme: nil, authority: fields[.host], path: path, headerFields: fields)
            let request = Request(head: head, body: .init(buffer: ByteBuffer()))
            _ = (request.uri.path, Pager.number(asked: request.uri.query), request.cookies["lang"]?.value, Device(userAgent: fields[.userAgent]))
            _ = WebSettings.loopback(port: 8080).passkeyPlace(host: head.authority)
        }),
        Parser("networks", text: { text in
            let networks = Network.list(text), address = InternetAddress(text)
            if let address { _ = networks?.allSatisfy { $0.contains(address) } }
            _ = (address?.neighborhood, address?.isPrivate)
        }),
        Parser("places", text: { text in _ = (Route.local(text)?.text, Route("/x").query("next", text).text) }),
        // The digits of a card, a code of an app, what was printed to get in again, the key of a link, a printed root key.
        Parser("codes") { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            _ = (Folding.digits(text), RecoveryCode.hash(text, of: "x"), Folding.phone(text, country: "GB"))
            if let key = Base64URL.read(text) { precondition(Base64URL.read(Base64URL.written(key)) == key) }
            _ = (Base64.read(text), try? RootKey(printable: text), QRPicture(text), try? SealedLayout.version(of: bytes))
            _ = Padding.stripped(bytes)
        },
    ]
}
