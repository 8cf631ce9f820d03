import Accounts
import Assembly
import DemoMailbox
import Foundation
import HTTPTypes
import Hummingbird
import House
import Identity
import Logging
import NIOCore
import Web

/// A browser without a socket: it calls the router as the server would, and keeps cookies as a browser does.
public struct Browser: Sendable {
    public let town: TestHub
    public let site: Site
    private let responder: any HTTPResponder<VisitorContext>
    /// Fields of every request that a test changes to see what happens.
    public var host: String? = "127.0.0.1:8080"
    public var headers: HTTPFields = [:]
    public var cookies: [String: String] = [:]
    /// The address of the internet that it comes from.
    public var peer: String?

    /// - Parameter start: what the console of a hub that is not set up yet knows.
    public init(town: TestHub, settings: WebSettings = .loopback(port: 8080), mailbox: Mailbox? = nil, start: FirstStart? = nil) {
        self.town = town
        site = Site(hub: town.hub, features: town.features, settings: settings, mailbox: mailbox, start: start)
        responder = site.router().buildResponder()
    }

    /// The same town reached in another way.
    public func served(as settings: WebSettings) -> Browser { Browser(town: town, settings: settings) }

    /// The same town served as `tessera demo` does, with a clock to move and a mailbox to read.
    public func demo(_ mailbox: Mailbox) -> Browser { Browser(town: town, mailbox: mailbox) }

    /// The same browser with this person signed in; without any, nobody is.
    public func `as`(_ member: Cast?, of organization: OrganizationID? = nil) async throws -> Browser {
        guard let member else { return self }
        let organization = organization ?? town.organization
        let user = try await town.hub.archive.read { db in
            try db.value("SELECT user_id FROM memberships WHERE organization_id = \(organization) AND role = \(member.role.rawValue)") as UserID?
        }
        guard let user else { throw Refusal.notFound }
        var copy = self
        copy.cookies["s"] = try await Accounts(hub: town.hub).openSession(of: user, in: organization)
        return copy
    }

    public func get(_ path: String) async throws -> Answer { try await send(.get, path) }

    /// Waits for the end of long work: a page is answered before it where the machine is busy.
    public func waitForWork() async throws {
        while case .working? = await town.hub.works.standing(of: town.organization) { try await Task.sleep(for: .milliseconds(20)) }
    }

    /// Sends a form as one of the hub's own pages would: with the token that belongs to this session.
    public func post(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer {
        let page = try await get("/sign-in?lang=en")
        let token = cookies["s"] == nil ? page.formToken : try await ownToken
        var copy = self
        copy.cookies.merge(page.cookies) { own, _ in own }
        return try await copy.send(.post, path, body: Self.encoded([("form_token", token ?? "")] + fields))
    }

    /// The token of this session's forms, from the page that its duty leads to, if it has one.
    private var ownToken: String? {
        get async throws {
            let page = try await get("/my/password")
            return try await page.status == 303 ? get(page.location ?? "/").formToken : page.formToken
        }
    }

    public func send(_ method: HTTPRequest.Method, _ path: String, body: String? = nil) async throws -> Answer {
        var fields = headers
        if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        let head = HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
        let context = VisitorContext(logger: town.hub.logger, peer: peer)
        let response = try await responder.respond(to: request, context: context)
        return try await Answer(response)
    }

    public static func encoded(_ fields: [(String, String)]) -> String {
        fields.map { "\(percent($0.0))=\(percent($0.1))" }.joined(separator: "&")
    }

    private static func percent(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

/// What came back.
public struct Answer: Sendable {
    public let status: Int
    public let headers: HTTPFields
    public let text: String

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let collector = Collector()
        try await response.body.write(CollectingWriter(collector: collector))
        text = await collector.text
    }

    /// Whether the browser asks again by itself, since work goes on.
    public var isRenewed: Bool { headers.contains { $0.name.canonicalName == "refresh" } }
    /// The id of the run whose form is on the page.
    public var importRun: String? { text.firstMatch(of: /action="\/imports\/[a-z]+\/runs\/([^"]+)"/).map { String($0.output.1) } }
    public var location: String? { headers[.location] }
    public var formToken: String? {
        guard let start = text.range(of: "name=\"form_token\" value=\"")?.upperBound,
              let end = text[start...].firstIndex(of: "\"") else { return nil }
        return String(text[start..<end])
    }
    public var cookies: [String: String] {
        headers[values: .setCookie].reduce(into: [:]) { known, line in
            let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
            known[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
        }
    }
}

private actor Collector {
    private var buffer = ByteBuffer()
    func append(_ more: ByteBuffer) { buffer.writeImmutableBuffer(more) }
    var text: String { String(buffer: buffer) }
}

private struct CollectingWriter: ResponseBodyWriter {
    let collector: Collector
    mutating func write(_ buffer: ByteBuffer) async throws { await collector.append(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Runs `work` with a browser in a town where the whole cast is in, and a stranger of each kind in another organization.
@discardableResult
public func withBrowser<R: Sendable>(on engine: Engine, _ work: (Browser) async throws -> R) async throws -> R {
    try await withHub(on: engine) { town in
        try await town.moveIn()
        return try await work(Browser(town: town))
    }
}

extension TestHub {
    /// The cast, and someone with every role in another organization.
    public func moveIn() async throws {
        for member in Cast.allCases { try await member.join(hub, organization) }
        try await Accounts(hub: hub).create(NewUser(
            name: "Sam Stranger", email: "stranger@elsewhere.example", password: Accounts.demoPassword,
            roles: Set(Role.allCases), organization: otherOrganization, mustChangePassword: false), by: nil)
    }

    /// One more person with these roles in the same organization.
    public func add(_ email: String, as roles: Set<Role>) async throws {
        try await Accounts(hub: hub).create(NewUser(
            name: "Maud Both", email: email, password: Accounts.demoPassword, roles: roles, organization: organization, mustChangePassword: false), by: nil)
    }

    /// One more case worker of the same organization.
    public func addCaseWorker(_ email: String) async throws {
        try await Accounts(hub: hub).create(NewUser(
            name: "Lena Colleague", email: email, password: Accounts.demoPassword, roles: [.caseWorker], organization: organization,
            mustChangePassword: false), by: nil)
    }
}

extension Browser {
    /// The same browser after this address has signed in by its form.
    public func signedIn(_ email: String) async throws -> Browser {
        let answer = try await post("/sign-in", [("email", email), ("password", Accounts.demoPassword)])
        var copy = self
        copy.cookies["s"] = answer.cookies["s"]
        return copy
    }
}

extension Browser {
    /// Brings in a list as people do: chooses the file, looks at what would happen, takes it in.
    ///
    /// - Parameter list: the last part of its address, such as `households`.
    public func bring(_ list: String, file: String) async throws -> Answer {
        let run = try await upload("/imports/\(list)", file: file).importRun ?? ""
        return try await settled(try await post("/imports/\(list)/runs/\(run)", [("action", "import")]))
    }

    /// The page that a run of an import ends at.
    public func settled(_ answer: Answer) async throws -> Answer {
        guard answer.status == 303, let place = answer.location else { return answer }
        while true {
            let page = try await get(place)
            guard page.isRenewed else { return page }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Chooses a list as its form does, and waits for the page where it was looked at.
    public func upload(_ path: String, file: String, named name: String = "list.csv") async throws -> Answer { try await settled(try await choose(path, file: file, named: name)) }

    /// Sends a file in the field `list`, as a form with a file does.
    public func choose(_ path: String, file: String, named name: String = "list.csv") async throws -> Answer {
        let token = try await get("/my/password").formToken ?? ""
        var copy = self
        copy.headers[.contentType] = "multipart/form-data; boundary=----tessera"
        return try await copy.send(.post, path, body: """
            ------tessera\r
            Content-Disposition: form-data; name="form_token"\r
            \r
            \(token)\r
            ------tessera\r
            Content-Disposition: form-data; name="list"; filename="\(name)"\r
            Content-Type: text/csv\r
            \r
            \(file)\r
            ------tessera--\r

            """)
    }
}

extension Browser {
    /// The same browser with the cookies of an answer.
    public func keeping(_ answer: Answer) -> Browser {
        var copy = self
        for (name, value) in answer.cookies { copy.cookies[name] = value.isEmpty ? nil : value }
        return copy
    }
}
