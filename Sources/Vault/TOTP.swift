import Crypto
import Foundation

/// A secret shared with an authenticator app, and the codes of six digits that follow from it every thirty seconds.
///
/// RFC 6238 over RFC 4226, with HMAC-SHA-1, the one kind that every app reads.
public struct TOTP: Sendable, Hashable, Redacted {
    private let secret: [UInt8]
    /// 160 bits, as RFC 4226 (section 4, R6) recommends.
    static let secretBytes = 20
    static let period = 30.0

    init(secret: [UInt8]) { self.secret = secret }

    /// The secret as an app takes it by hand (base 32 of RFC 4648); spaces and case do not matter. Nil where it is no secret of 160 bits.
    public init?(text: String) {
        guard let bytes = Base32.rfc4648.read(text.uppercased().filter { !$0.isWhitespace }), bytes.count == Self.secretBytes else { return nil }
        secret = bytes
    }

    public var text: String { Base32.rfc4648.written(secret) }
    /// The same in groups of four characters, to be typed.
    public var grouped: String { Base32.grouped(text, by: " ") }

    /// What a QR code for an app holds: `otpauth://totp/...` (the key URI format).
    public func address(issuer: String, account: String) -> String {
        let issuer = Self.encoded(issuer)
        return "otpauth://totp/\(issuer):\(Self.encoded(account))?secret=\(text)&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")) ?? ""
    }

    /// How many periods have passed since 1970.
    public static func step(at time: Date) -> Int { Int((time.timeIntervalSince1970 / period).rounded(.down)) }

    /// The code of a step (RFC 4226, section 5.3).
    public func code(step: Int, digits: Int = 6) -> String {
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Array($0) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let start = Int(hash[19] & 15)
        let number = hash[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)
    }

    /// The step of a code that holds at this time, the one before or the one after; nil where it is the code of none of them.
    public func step(of code: String, at time: Date) -> Int? {
        let now = Self.step(at: time)
        return [now, now - 1, now + 1].first { $0 >= 0 && self.code(step: $0) == code }
    }

    /// By how many periods the clock of a phone may differ that shows this code: those more than two minutes and at most a day away.
    public func differences(of code: String, at time: Date) -> [Int] {
        let now = Self.step(at: time)
        guard code.utf8.count == 6, step(of: code, at: time) == nil else { return [] }
        return (4...2880).flatMap { [$0, -$0] }.filter { now + $0 >= 0 && self.code(step: now + $0) == code }
    }
}

extension Keyring {
    /// The secret that is offered under this name until it is taken: always the same, and known to this hub alone.
    public func offeredTOTP(for name: String) -> TOTP {
        TOTP(secret: Array((Base64URL.read(mac(name, for: "totp")) ?? []).prefix(TOTP.secretBytes)))
    }
}
