import Foundation

/// An address of the internet as bytes: four, or sixteen.
struct InternetAddress: Hashable, Sendable {
    let bytes: [UInt8]

    /// Nil where the text is none. A v4 address written as v6 is the v4 one.
    init?(_ text: some StringProtocol) {
        let text = String(text.prefix { $0 != "%" })
        var four = in_addr(), six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let read = withUnsafeBytes(of: &six) { Array($0) }
            bytes = Array(read.prefix(12)) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255] ? Array(read.suffix(4)) : read
        } else {
            return nil
        }
    }

    /// The first 24 bits of a v4 address, 48 of a v6: the smallest piece that changes hands as one.
    var neighborhood: String { bytes.prefix(bytes.count == 4 ? 3 : 6).map(String.init).joined(separator: ".") }

    /// Whether it is this machine's own, or one of a private network (RFC 1918, RFC 4193): where a proxy of ours stands.
    var isPrivate: Bool { Self.privateNetworks.contains { $0.contains(self) } }
    private static let privateNetworks = "127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 ::1/128 fc00::/7".split(separator: " ").compactMap { Network($0) }
}

/// A network such as `192.0.2.0/24` or `2001:db8::/48`; a lone address is one of its own.
public struct Network: Hashable, Sendable {
    private let address: InternetAddress
    private let bits: Int

    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = InternetAddress(parts[0]) else { return nil }
        let most = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : most, (0...most).contains(bits) else { return nil }
        (self.address, self.bits) = (address, bits)
    }

    /// Networks with spaces or commas between; nil where one of them is none.
    public static func list(_ text: String) -> [Network]? {
        let parts = text.split { $0 == " " || $0 == "," }, networks = parts.compactMap { Network($0) }
        return networks.count == parts.count ? networks : nil
    }

    func contains(_ other: InternetAddress) -> Bool {
        guard address.bytes.count == other.bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            let mask = UInt8(128) >> UInt8(bit % 8)
            return address.bytes[bit / 8] & mask == other.bytes[bit / 8] & mask
        }
    }
}
