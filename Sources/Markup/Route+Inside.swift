/// Routes within the hub.
extension Route {
    /// The same route at a place within its page.
    public func fragment(_ id: String) -> Route {
        Route(trusted: text + "#" + id.percentEncoded)
    }

    /// A path of this hub that came from outside, such as where to go after signing in; nil where it could lead elsewhere.
    ///
    /// Browsers read `//host` and `/\host` as another server, so both are refused.
    public static func local(_ path: String) -> Route? {
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.utf8.count <= 2000,
              path.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 32 && $0.value != 127 }) else { return nil }
        return Route(trusted: path)
    }
}
