import Crypto

/// By which algorithms something is sealed to a public key (HPKE, RFC 9180); its number is stored with what it sealed.
public enum SealingSuite: Int, Sendable, Hashable, CaseIterable {
    /// X-Wing (ML-KEM-768 with X25519; draft-connolly-cfrg-xwing-kem), HKDF-SHA256, AES-256-GCM: what is recorded today stays closed to the quantum computers of later.
    case xwing = 1
    /// X25519, HKDF-SHA256, AES-256-GCM: where X-Wing is not to be had.
    case x25519 = 2

    var suite: HPKE.Ciphersuite {
        switch self {
        case .xwing: .XWingMLKEM768X25519_SHA256_AES_GCM_256
        case .x25519: HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
        }
    }
}
