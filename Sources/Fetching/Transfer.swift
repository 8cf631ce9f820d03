import CCurl
import Foundation

/// One question and its answer by libcurl; waits for it, so never to be called where waiting blocks others.
///
/// Follows no redirection, asks no proxy, and takes HTTP without TLS only where the address itself says so.
struct Transfer {
    let inquiry: Inquiry
    private static let secondsToConnect = 5, secondsInAll = 10, mostBytes = 256 * 1024
    /// The library is made ready once for the whole process; it counts how often it is asked.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func run() throws(FetchFailure) -> [UInt8] {
        guard Self.isReady, let handle = curl_easy_init() else { throw .notReached }
        defer { curl_easy_cleanup(handle) }
        var headers = curl_slist_append(nil, "Accept: application/json")
        if let bearer = inquiry.bearer {
            // A line end in it would begin a header of its own.
            guard bearer.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .notReached }
            headers = curl_slist_append(headers, "Authorization: Bearer \(bearer)")
        }
        defer { curl_slist_free_all(headers) }
        var codes = texts.map { tessera_curl_text(handle, $0, $1) } + numbers.map { tessera_curl_number(handle, $0, $1) }
        codes.append(tessera_curl_list(handle, CURLOPT_HTTPHEADER, headers))
        if let form { codes.append(tessera_curl_form(handle, form, form.utf8.count)) }
        // An option that was not taken could be the one that asks for TLS.
        guard codes.allSatisfy({ $0 == CURLE_OK }) else { throw .tls }
        var answer = [UInt8](repeating: 0, count: Self.mostBytes), length = 0
        let code = answer.withUnsafeMutableBufferPointer { room in
            var download = tessera_download(bytes: room.baseAddress, room: room.count, length: 0)
            return withUnsafeMutablePointer(to: &download) { download in
                var code = tessera_curl_download(handle, download)
                if code == CURLE_OK { code = curl_easy_perform(handle) }
                length = download.pointee.length
                return code
            }
        }
        if let failure = Self.failure(code) { throw failure }
        let status = Int(tessera_curl_reply(handle))
        guard status == 200 else { throw .refused(status: status) }
        return Array(answer.prefix(length))
    }

    private var texts: [(CURLoption, String)] {
        let all = [(CURLOPT_URL, inquiry.address), (CURLOPT_PROTOCOLS_STR, inquiry.address.hasPrefix("https:") ? "https" : "http"), (CURLOPT_PROXY, "")]
        guard let signedAs = inquiry.signedAs else { return all }
        return all + [(CURLOPT_USERPWD, signedAs.map(Self.encoded).joined(separator: ":"))]
    }

    private var numbers: [(CURLoption, Int)] {
        [(CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
         (CURLOPT_CONNECTTIMEOUT, Self.secondsToConnect), (CURLOPT_TIMEOUT, Self.secondsInAll), (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0)]
    }

    private var form: String? {
        inquiry.form.map { $0.sorted { $0.key < $1.key }.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&") }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")) ?? ""
    }

    private static func failure(_ code: CURLcode) -> FetchFailure? {
        switch code {
        case CURLE_OK: nil
        case CURLE_WRITE_ERROR: .tooLong
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
             CURLE_SSL_ISSUER_ERROR: .tls
        default: .notReached
        }
    }
}
