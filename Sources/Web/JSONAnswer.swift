import Foundation
import Hummingbird

extension Response {
    /// Values for a script of our own; never kept by a browser.
    public static func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: Recognition.neverStored],
            body: .init(byteBuffer: .init(bytes: try encoder.encode(value))))
    }
}
