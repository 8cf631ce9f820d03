import CCurl

/// One mail handed to one server by libcurl; waits until it was taken, so never to be called where waiting blocks others.
struct SMTPTransfer {
    let server: MailServer
    private static let secondsToConnect = 15, secondsInAll = 60
    /// The library is made ready once for the whole process, before its first use.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameter message: lines that end in CR LF; a leading dot is doubled by the library.
    func send(_ message: [UInt8], from sender: MailAddress, to recipient: MailAddress) throws(MailFailure) {
        guard Self.isReady, let handle = curl_easy_init() else { throw .connection }
        defer { curl_easy_cleanup(handle) }
        let recipients = curl_slist_append(nil, "<\(recipient.text)>")
        defer { curl_slist_free_all(recipients) }
        var codes = texts(sender).map { tessera_curl_text(handle, $0, $1) } + numbers.map { tessera_curl_number(handle, $0, $1) }
        codes.append(tessera_curl_list(handle, CURLOPT_MAIL_RCPT, recipients))
        // An option that was not taken could be the one that asks for TLS.
        guard codes.allSatisfy({ $0 == CURLE_OK }) else { throw .tls }
        let code = message.withUnsafeBufferPointer { bytes in
            var upload = tessera_upload(bytes: bytes.baseAddress, length: bytes.count, sent: 0)
            return withUnsafeMutablePointer(to: &upload) { upload in
                let code = tessera_curl_upload(handle, upload)
                return code == CURLE_OK ? curl_easy_perform(handle) : code
            }
        }
        if let failure = Self.failure(code, reply: tessera_curl_reply(handle)) { throw failure }
    }

    private func texts(_ sender: MailAddress) -> [(CURLoption, String)] {
        // The machine's own name is nobody's business: we greet by the name of our mail.
        let all = [(CURLOPT_URL, server.address(greetingAs: sender.domain)), (CURLOPT_MAIL_FROM, "<\(sender.text)>"),
                   (CURLOPT_PROTOCOLS_STR, "smtp,smtps"), (CURLOPT_PROXY, "")]
        return server.user.isEmpty ? all : all + [(CURLOPT_USERNAME, server.user), (CURLOPT_PASSWORD, server.password)]
    }

    private var numbers: [(CURLoption, Int)] {
        [(CURLOPT_USE_SSL, server.requiresTLS ? Int(CURLUSESSL_ALL.rawValue) : Int(CURLUSESSL_NONE.rawValue)),
         (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
         (CURLOPT_CONNECTTIMEOUT, Self.secondsToConnect), (CURLOPT_TIMEOUT, Self.secondsInAll), (CURLOPT_NOSIGNAL, 1)]
    }

    /// What libcurl says, and the last reply of the server (RFC 5321, section 4.2), as a class.
    private static func failure(_ code: CURLcode, reply: Int) -> MailFailure? {
        switch code {
        case CURLE_OK: nil
        case CURLE_LOGIN_DENIED: .signIn
        case CURLE_OPERATION_TIMEDOUT: .slow
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
             CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR: .tls
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: .connection
        default:
            switch reply {
            // "Sign in first" and its kin (RFC 4954, section 6): about us, not about this letter.
            case 530, 534, 535, 538: .signIn
            case 500...599: .refused
            case 400...499: .busy
            // No word of the server: nothing was handed over. Else it hung up amid the talk.
            case 0: .connection
            default: .slow
            }
        }
    }
}
