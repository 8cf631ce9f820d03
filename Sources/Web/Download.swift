import Hummingbird

extension Response {
    /// A file to keep, never shown in the browser nor kept in its cache.
    ///
    /// - Parameter name: of letters, digits, points and hyphens, so that it needs no quotes.
    public static func download(_ text: String, as name: String, type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .contentDisposition: "attachment; filename=" + name, .cacheControl: "no-store"],
            body: .init(byteBuffer: .init(string: text)))
    }
}
