import Fetching
import Foundation
import Glibc
import Synchronization
import Testing

/// Against a server on this machine that sends everyone elsewhere.
@Suite struct FetcherTests {
    // ASVS 15.3.2
    @Test func `a server that answers with another address is not followed there`() async throws {
        let server = try OneAnswer("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await #expect(throws: FetchFailure.refused(status: 302)) { try await Fetcher.network.fetch(Inquiry("http://127.0.0.1:\(server.port)/first")) }
        #expect(server.asked == ["GET /first HTTP/1.1"])
    }

    @Test func `what it says with a status of 200 is taken`() async throws {
        let server = try OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        #expect(try await Fetcher.network.fetch(Inquiry("http://127.0.0.1:\(server.port)/first")) == Array("{}".utf8))
    }
}

/// A server that says the same to everyone who comes, on a thread of its own, until the test is over.
private final class OneAnswer: Sendable {
    let port: UInt16
    private let socket: Int32
    private let lines = Mutex<[String]>([])
    /// The first line of each question.
    var asked: [String] { lines.withLock { $0 } }

    init(_ answer: String) throws {
        let listening = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in(), length = socklen_t(MemoryLayout<sockaddr_in>.size)
        (address.sin_family, address.sin_addr.s_addr) = (sa_family_t(AF_INET), UInt32(0x7F00_0001).bigEndian)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listening, $0, length) == 0 && listen(listening, 8) == 0 && getsockname(listening, $0, &length) == 0 }
        }
        guard isBound else { throw FetchFailure.notReached }
        (socket, port) = (listening, UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let peer = accept(listening, nil, nil)
                guard peer >= 0 else { return }
                var bytes = [UInt8](repeating: 0, count: 4096)
                let count = recv(peer, &bytes, bytes.count, 0), text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
                self?.lines.withLock { $0.append(text.split(separator: "\r\n").first.map(String.init) ?? "") }
                _ = send(peer, answer, answer.utf8.count, 0)
                close(peer)
            }
        }
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }
}
