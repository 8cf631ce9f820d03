import Foundation
import House
import Hummingbird
import Identity
import Localization
import Web

/// The public site: the start page, finding help, one service.
struct DirectoryRoutes: Sendable {
    let hub: Hub
    let topics: Topics

    var doors: [Door] {
        [.anyone(.get, "/", start), .anyone(.get, "/services", list), .anyone(.get, "/services/:id", show)]
    }

    @Sendable private func start(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let known = topics.all.map(\.id), used = try await hub.archive.read { try ServiceStore(db: $0).used(of: known) }
        return context.show(StartPage(hubName: context.face.name, topics: topics.all.filter { used.contains($0.id) }))
    }

    @Sendable private func list(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let fields = Fields(urlEncoded: request.uri.query ?? "") ?? Fields()
        let query = SearchQuery(
            text: String(fields["q"].prefix(200)), topic: topics[fields["topic"]]?.id,
            language: fields["speaks"].isEmpty ? nil : String(fields["speaks"].prefix(10)).lowercased())
        let number = min(max(Int(typed: fields["page"]) ?? 1, 1), 10_000)
        let topics = topics
        let page = try await hub.archive.read { db in
            let store = ServiceStore(db: db)
            let reading = query.words.isEmpty ? nil : try Search(db: db).read(query.words)
            let found = try store.list(query, reading, page: number)
            return ServiceListPage(
                query: query, topics: topics, spoken: try store.spokenLanguages(), cards: found.cards, total: found.total,
                number: number, readAs: reading?.readAs.map(\.found) ?? [])
        }
        return context.show(page)
    }

    @Sendable private func show(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let id = try context.parameter("id").flatMap { ID<OrganizationKind>($0) }.orNotFound().text
        let detail = try await hub.archive.read { try ServiceStore(db: $0).detail(id) }.orNotFound()
        let today = Day(hub.now(), in: context.face.timeZone)
        return context.show(ServicePage(service: detail, today: today, helper: context.face.helper))
    }
}

extension Feature {
    /// Organizations, services, places (HSDS): what the town offers.
    public static func directory(_ resources: Resources) throws -> Feature {
        let topics = try Topics(resources)
        return Feature(
            name: "Directory", migrations: [.directory, .directoryWeights, .directoryTerms], personalData: [HSDSContact.name, HSDSContact.email],
            navigation: [NavigationItem(Message("Find help"), to: "/services", picture: "search", for: .anyone)],
            jobs: [.makingIndex(topics)], retention: [.contacts],
            doors: { DirectoryRoutes(hub: $0, topics: topics).doors })
    }
}
