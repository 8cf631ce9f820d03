import Assertions
import Fetching
import Foundation
import House
import Vault

/// What is known of the town's identity provider: where to ask, and by which keys its answers are signed. In memory alone.
actor Provider {
    private struct Known {
        let issuer: String, document: ProviderDocument
        var keys: [WebKey]
        let readAt: Date
        var keysReadAt: Date
    }
    private let fetcher: Fetcher
    private var known: Known?
    private var failedAt: Date?
    /// Seconds after which both are read again; for which keys are not, however many unknown ones are named; and for which a
    /// provider that did not answer is left alone.
    private static let lasting = 3600.0, rest = 60.0, silence = 10.0

    init(fetcher: Fetcher) { self.fetcher = fetcher }

    /// Where people sign in, and where a code is exchanged. Throws `FetchFailure` or `ProviderProblem`.
    func document(of issuer: String, at now: Date) async throws -> ProviderDocument { try await known(issuer, at: now).document }

    /// The token's content, verified; where its key is not known or does not fit, the keys are read again, since providers change them, some of them
    /// under the name of the old one.
    func token(_ text: String, for question: IDToken.Question, of issuer: String, at now: Date) async throws -> IDToken {
        let known = try await known(issuer, at: now)
        do throws(TokenRefusal) {
            return try IDToken(text, keys: known.keys, question: question, at: now)
        } catch {
            guard error == .unknownKey || error == .signature, now.timeIntervalSince(known.keysReadAt) > Self.rest else { throw error }
        }
        return try IDToken(text, keys: try await readKeys(again: known, at: now), question: question, at: now)
    }

    private func known(_ issuer: String, at now: Date) async throws -> Known {
        if let known, known.issuer == issuer, abs(now.timeIntervalSince(known.readAt)) < Self.lasting { return known }
        if let failedAt, abs(now.timeIntervalSince(failedAt)) < Self.silence { throw ProviderProblem.unreadable }
        do {
            let new = try await read(issuer, at: now)
            (known, failedAt) = (new, nil)
            return new
        } catch {
            failedAt = now
            throw error
        }
    }

    private func read(_ issuer: String, at now: Date) async throws -> Known {
        guard let document = ProviderDocument(try await fetcher.fetch(Inquiry(ProviderDocument.address(of: issuer))), of: issuer) else { throw ProviderProblem.unreadable }
        return Known(issuer: issuer, document: document, keys: try await keys(of: document), readAt: now, keysReadAt: now)
    }

    private func readKeys(again old: Known, at now: Date) async throws -> [WebKey] {
        var new = old
        (new.keys, new.keysReadAt) = (try await keys(of: old.document), now)
        known = new
        return new.keys
    }

    private func keys(of document: ProviderDocument) async throws -> [WebKey] {
        guard let keys = WebKey.set(try await fetcher.fetch(Inquiry(document.keys))) else { throw ProviderProblem.unreadable }
        return keys
    }
}

/// One way to the provider and back. Everything in it follows from one secret, which the browser keeps: nothing of it is stored
/// but the hash of its state, so that it comes back once.
struct ProviderTrip: Sendable {
    static let cookie = "provider"
    /// How long it may take, in seconds.
    static let lasting = 600.0
    let secret: String
    /// Where the person was going.
    let next: String
    private let keyring: Keyring

    init(next: String, _ keyring: Keyring) { (secret, self.next, self.keyring) = (Secret.token(bytes: 32), next, keyring) }

    /// Nil where the cookie is none of ours.
    init?(cookie: String, _ keyring: Keyring) {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts[0].utf8.count == 43, let next = Base64URL.read(parts[1]) else { return nil }
        (secret, self.next, self.keyring) = (parts[0], String(decoding: next, as: UTF8.self), keyring)
    }

    var cookie: String { "\(secret).\(Base64URL.written(next.utf8))" }
    var state: String { keyring.mac(secret, for: "provider-state") }
    var nonce: String { keyring.mac(secret, for: "provider-nonce") }
    /// For PKCE (RFC 7636): whoever catches the code on its way back can't exchange it.
    var verifier: String { keyring.mac(secret, for: "provider-verifier") }
    var challenge: String { Base64URL.written(Secret.hash(verifier)) }
    func isBack(with state: String) -> Bool { keyring.verify(state, of: secret, for: "provider-state") }
}
