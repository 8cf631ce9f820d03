import Directory
import Storage

/// Finds where a part of town is, by what people call it or by its postcode.
///
/// First exactly, folded (case, marks, letters written for one another); only where that finds nothing, by a name of the
/// same first letter that is one letter off, two for ten letters or more, and only if just one place is so near: the
/// south side is two letters from the north side.
public struct Gazetteer: Sendable {
    private let byName: [String: Set<Point>]
    private let byCode: [String: Set<Point>]

    public init(_ places: [Place]) {
        var names: [String: Set<Point>] = [:], codes: [String: Set<Point>] = [:]
        for place in places {
            for name in [place.name] + place.otherNames { names[Self.folded(name), default: []].insert(place.point) }
            if !place.postcode.isEmpty { codes[Self.foldedCode(place.postcode), default: []].insert(place.point) }
        }
        (byName, byCode) = (names, codes)
    }

    /// With all that the hub knows; one query.
    package init(_ db: any Connection) throws { self.init(try db.places.all()) }

    /// Where this is; nil where it is not known, or could be two places.
    public func point(of text: String?) -> Point? {
        guard let text, !text.isEmpty else { return nil }
        if let point = exact(text) { return point }
        let parts = text.split { ",;/".contains($0) }.map(String.init)
        if parts.count > 1, let point = parts.lazy.compactMap(exact).first { return point }
        return likely(Self.folded(text))
    }

    private func exact(_ text: String) -> Point? {
        let found = byCode[Self.foldedCode(text)] ?? byName[Self.folded(text)] ?? []
        return found.count == 1 ? found.first : nil
    }

    private func likely(_ word: String) -> Point? {
        guard word.count >= 4 else { return nil }
        let most = word.count >= 10 ? 2 : 1
        var nearest = most, found = Set<Point>()
        for (name, points) in byName where name.first == word.first && abs(name.count - word.count) <= nearest {
            let distance = SearchText.distance(name, word)
            if distance < nearest { (nearest, found) = (distance, points) } else if distance == nearest { found.formUnion(points) }
        }
        return found.count == 1 ? found.first : nil
    }

    /// Words without case and marks, one space between them.
    static func folded(_ name: String) -> String { SearchText.words(name).joined(separator: " ") }

    /// Letters and digits alone: `zz99 1aa` and `ZZ99-1AA` are one code.
    static func foldedCode(_ code: String) -> String { SearchText.words(code).joined() }
}
