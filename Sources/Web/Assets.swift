import Hummingbird
import Identity
import Markup

/// The style sheet, the script and the pictures, embedded in the program.
///
/// A browser uses its copy for ten minutes without asking, and shows it for a day while it asks for a newer one.
public struct Assets: Sendable {
    private struct File: Sendable {
        let type: String, tag: String
        let bytes: [UInt8]
    }
    private let files: [String: File]

    public init(_ files: [String: [UInt8]]) {
        self.files = files.reduce(into: [:]) { known, file in
            known[file.key] = File(type: Self.type(of: file.key), tag: "\"\(Self.hash(file.value))\"", bytes: file.value)
        }
    }

    static func route(_ name: String) -> Route { Route("/assets/\(name)") }
    static func picture(_ name: String) -> Route { route("pictures.svg").fragment(name) }

    var door: Door {
        .anyone(.get, "/assets/:name") { request, context in
            guard let name = context.parameter("name"), let file = files[name] else { throw Refusal.notFound }
            let headers: HTTPFields = [
                .contentType: file.type, .eTag: file.tag, .cacheControl: "public, max-age=600, stale-while-revalidate=86400",
            ]
            if request.headers[.ifNoneMatch] == file.tag { return Response(status: .notModified, headers: headers) }
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: .init(bytes: file.bytes)))
        }
    }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }

    /// FNV-1a, 64 bits: tells two versions of our own file apart; nothing secret rests on it.
    private static func hash(_ bytes: [UInt8]) -> String {
        String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 36)
    }
}
