import Crypto
import CryptoExtras
import Foundation

/// The public half of a key that someone signs with, of one of three kinds; no other is ever taken.
public enum VerifyingKey: Sendable {
    /// ECDSA on P-256 with SHA-256.
    case es256(P256.Signing.PublicKey)
    /// Ed25519.
    case edDSA(Curve25519.Signing.PublicKey)
    /// RSA of 2048 to 4096 bits, PKCS #1 v1.5 with SHA-256.
    case rs256(_RSA.Signing.PublicKey)

    /// How the two numbers of an ECDSA signature are written.
    public enum Form: Sendable {
        /// As DER: passkeys (WebAuthn, section 6.5.5).
        case der
        /// One behind the other, 32 bytes each: tokens (RFC 7518, section 3.4).
        case raw
    }

    public func verifies(_ signature: [UInt8], of message: [UInt8], form: Form) -> Bool {
        switch self {
        case .es256(let key):
            let read = form == .der ? try? P256.Signing.ECDSASignature(derRepresentation: signature)
                : try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            return read.map { key.isValidSignature($0, for: message) } ?? false
        case .edDSA(let key): return key.isValidSignature(signature, for: message)
        case .rs256(let key):
            return key.isValidSignature(_RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        }
    }

    /// A point of P-256 by its two coordinates of 32 bytes; nil where it is none.
    static func p256(x: [UInt8], y: [UInt8]) -> VerifyingKey? {
        guard x.count == 32, y.count == 32 else { return nil }
        return (try? P256.Signing.PublicKey(rawRepresentation: x + y)).map(VerifyingKey.es256)
    }

    /// An RSA key by modulus and exponent, both without zeros in front.
    static func rsa(modulus: [UInt8], exponent: [UInt8]) -> VerifyingKey? {
        guard (256...512).contains(modulus.count), modulus[0] != 0, (1...4).contains(exponent.count), exponent[0] != 0,
              exponent != [1], exponent.last.map({ $0 & 1 == 1 }) ?? false else { return nil }
        return (try? _RSA.Signing.PublicKey(n: modulus, e: exponent)).map(VerifyingKey.rs256)
    }
}

extension VerifyingKey {
    /// A key as a passkey gives it: COSE (RFC 9052, section 7; RFC 9053; RFC 8230), with the algorithm it is meant for.
    init?(cose: CBOR) {
        switch (cose[1]?.asNumber, cose[3]?.asNumber, cose[-1]) {
        case (2, -7, .number(1)):
            guard let x = cose[-2]?.asBytes, let y = cose[-3]?.asBytes, let key = Self.p256(x: x, y: y) else { return nil }
            self = key
        case (1, -8, .number(6)):
            guard let x = cose[-2]?.asBytes, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else { return nil }
            self = .edDSA(key)
        case (3, -257, .bytes(let modulus)):
            guard let exponent = cose[-2]?.asBytes, let key = Self.rsa(modulus: modulus, exponent: exponent) else { return nil }
            self = key
        default: return nil
        }
    }

    /// The numbers of the three algorithms as a browser is offered them, the best first (IANA, COSE Algorithms).
    public static let coseAlgorithms = [-8, -7, -257]
}
