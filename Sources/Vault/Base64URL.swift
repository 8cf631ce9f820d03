import Foundation

/// Base64 with `-` and `_` and without filling (RFC 4648, section 5).
package enum Base64URL {
    package static func written(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for anything `written` would not write.
    package static func read(_ text: String) -> [UInt8]? {
        let filled = text.replacing("-", with: "+").replacing("_", with: "/")
            + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: filled).map(Array.init), written(bytes) == text else { return nil }
        return bytes
    }
}
