import Assertions
import Foundation
import Testing
import Vault

@Suite struct IDTokenTests {
    private let question = IDToken.Question(issuer: "https://id.example", client: "hub", nonce: "n")

    /// RFC 7515, appendix A.2: signed by the key of that appendix, for other claims than ours.
    @Test func `the example of the standard verifies, and is then not ours`() throws {
        let key = """
            {"keys":[{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}]}
            """
        let token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
        let keys = try #require(WebKey.set(Array(key.utf8)))
        #expect(keys.count == 1)
        // The signature is right: it is the claims that are not those of a sign-in.
        #expect(throws: TokenRefusal.unreadable) { try IDToken(token, keys: keys, question: question, at: Date()) }
        #expect(throws: TokenRefusal.signature) { try IDToken(String(token.dropLast(2)) + "dw", keys: keys, question: question, at: Date()) }
    }

    @Test(arguments: ["", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", String(repeating: ".", count: 50_000)])
    func `what is no token is refused`(_ text: String) {
        #expect(throws: TokenRefusal.unreadable) { try IDToken(text, keys: [], question: question, at: Date()) }
    }

    // ASVS 9.1.2
    @Test(arguments: ["none", "None", "HS256", "RS512", "PS256", "ES384", "EdDSA", ""])
    func `no other algorithm is taken`(_ algorithm: String) {
        let head = Base64URL.written("{\"alg\":\"\(algorithm)\"}".utf8)
        #expect(throws: TokenRefusal.algorithm) { try IDToken("\(head).e30.", keys: [], question: question, at: Date()) }
    }

    @Test func `a header that asks for what we do not know is refused`() {
        let head = Base64URL.written("{\"alg\":\"RS256\",\"crit\":[\"b64\"]}".utf8)
        #expect(throws: TokenRefusal.algorithm) { try IDToken("\(head).e30.", keys: [], question: question, at: Date()) }
    }

    @Test func `keys that are not for signing, weak, or of another kind are left out of a set`() throws {
        let short = Base64URL.written([UInt8](repeating: 255, count: 128))
        let json = """
            {"keys":[{"kty":"oct","k":"AAAA"},{"kty":"RSA","use":"enc","n":"\(short)","e":"AQAB"},{"kty":"RSA","n":"\(short)","e":"AQAB"},{"kty":"RSA","n":"!","e":"AQAB"},
            {"kty":"EC","crv":"P-384","x":"AAAA","y":"AAAA"},{"kid":"nameless"},7]}
            """
        #expect(try #require(WebKey.set(Array(json.utf8))).isEmpty)
        #expect(WebKey.set(Array("[]".utf8)) == nil && WebKey.set([]) == nil)
    }

    private func document(_ issuer: String, keys: String = "https://id.example/keys") -> [UInt8] {
        Array("{\"issuer\":\"\(issuer)\",\"authorization_endpoint\":\"https://id.example/a\",\"token_endpoint\":\"https://id.example/t\",\"jwks_uri\":\"\(keys)\"}".utf8)
    }

    // ASVS 9.1.3 10.5.3
    @Test func `a document of another issuer, or one that leads out of TLS, is refused`() {
        #expect(ProviderDocument(document("https://id.example"), of: "https://id.example") != nil)
        #expect(ProviderDocument(document("https://evil.example"), of: "https://id.example") == nil)
        #expect(ProviderDocument(document("https://id.example", keys: "http://id.example/keys"), of: "https://id.example") == nil)
        #expect(ProviderDocument(document("https://id.example", keys: "http://127.0.0.1:9/keys"), of: "https://id.example") != nil)
        #expect(ProviderDocument([], of: "https://id.example") == nil)
    }
}
