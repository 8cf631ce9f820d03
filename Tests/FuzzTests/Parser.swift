/// A reader of what comes from outside, and how it is given bytes that nobody meant for it.
struct Parser: Sendable {
    /// The name of its folder of seeds.
    let name: String
    /// Reads the bytes; whatever they are, it returns.
    let read: @Sendable ([UInt8]) -> Void

    init(_ name: String, _ read: @escaping @Sendable ([UInt8]) -> Void) { (self.name, self.read) = (name, read) }

    init(_ name: String, text read: @escaping @Sendable (String) -> Void) {
        self.init(name) { read(String(decoding: $0, as: UTF8.self)) }
    }

    static let all = web + assertions + proofs + words + lists + vocabularies + markets + letters

    static func named(_ name: String) -> Parser? { all.first { $0.name == name } }
}
