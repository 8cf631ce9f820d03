import House
import Hummingbird
import Web

/// For the machine that watches over the hub: is it there, and can it answer?
struct HealthRoutes: Sendable {
    let hub: Hub

    var doors: [Door] { [.anyone(.get, "/healthz", alive), .anyone(.get, "/readyz", ready)] }

    @Sendable private func alive(_ request: Request, _ context: VisitorContext) async throws -> Response {
        .plain("ok")
    }

    @Sendable private func ready(_ request: Request, _ context: VisitorContext) async throws -> Response {
        do {
            _ = try await hub.archive.read { try $0.count("SELECT count(*) FROM settings") }
            return .plain("ready")
        } catch {
            return .plain("the database does not answer", status: .serviceUnavailable)
        }
    }
}

extension Response {
    fileprivate static func plain(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
                 body: .init(byteBuffer: .init(string: text + "\n")))
    }
}
