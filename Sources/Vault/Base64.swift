import Foundation

/// Base64 as every other program writes it (RFC 4648, section 4).
public enum Base64 {
    public static func written(_ bytes: some Sequence<UInt8>) -> String { Data(bytes).base64EncodedString() }

    /// Nil for anything `written` would not write.
    public static func read(_ text: some StringProtocol) -> [UInt8]? {
        Data(base64Encoded: String(text)).map(Array.init).flatMap { written($0) == text ? $0 : nil }
    }
}
