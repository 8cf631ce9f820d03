import Embedded
import Foundation

/// Files that are data, not code: catalogs, vocabularies, assets. Embedded in the program; a hub overrides one by
/// a file of the same name in its `resources` folder.
public struct Resources: Sendable {
    private let overrides: URL?

    public init(overrides: URL? = nil) { self.overrides = overrides }

    /// The bytes of a resource, such as `catalogs/fr.po`; nil where there is none of this name.
    public func bytes(_ name: String) -> [UInt8]? {
        if let file = overrides?.appending(path: name), let data = try? Data(contentsOf: file) { return Array(data) }
        var length = 0
        guard let start = tessera_resource(name, &length) else { return nil }
        return Array(UnsafeBufferPointer(start: start, count: length))
    }

    public func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    /// Names of the resources in a folder, sorted.
    public func names(in folder: String) -> [String] {
        var names = Set<String>()
        var index = 0
        while let name = tessera_resource_name(index) {
            names.insert(String(cString: name))
            index += 1
        }
        let own = overrides.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.appending(path: folder).path) } ?? []
        names.formUnion(own.map { "\(folder)/\($0)" })
        return names.filter { $0.hasPrefix(folder + "/") }.sorted()
    }
}
