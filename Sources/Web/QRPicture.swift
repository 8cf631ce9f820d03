import CQREncode
import Markup

/// A QR code (ISO/IEC 18004, error correction M) drawn as one path, sharp on paper of any size.
public struct QRPicture: Sendable {
    private let path: String
    private let side: Int

    /// Nil where the text is too long for a code.
    public init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        var path = ""
        for y in 0..<side {
            for x in 0..<side where code.pointee.data[y * side + x] & 1 == 1 { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
        }
        self.path = path
        self.side = side + 8 // a quiet zone of four modules on each side
    }

    public func html(label: String) -> HTML {
        """
        <svg class="qr" role="img" \(.label(label)) \(.viewBox(side)) shape-rendering="crispEdges">
        <rect width="100%" height="100%" fill="#fff"/><path fill="#000" \(.path(path))/></svg>
        """
    }
}
