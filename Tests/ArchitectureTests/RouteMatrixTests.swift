import Assembly
import Hummingbird
import Identity
import Testing
import TestSupport
import Web

@Suite struct RouteMatrixTests {
    // ASVS 8.2.1 8.3.1 13.4.5 8.1.1
    @Test(arguments: [nil] + Cast.allCases.map(Optional.some))
    func `each door lets in its audience and nobody else`(_ member: Cast?) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let visitor = try await browser.as(member)
            for door in browser.site.doors {
                let path = door.path.replacing(":id", with: "00000000-0000-7000-8000-000000000000").replacing(":name", with: "tessera.css")
                if door.path == "/sign-out" { continue }
                let answer = door.method == .get ? try await visitor.get(path) : try await visitor.post(path)
                let isAdmitted = door.audience.admits(member.map { actor($0, browser) })
                let place: Comment = "\(door.method) \(door.path) for \(member?.rawValue ?? "nobody")"
                switch (isAdmitted, member) {
                case (true, _): #expect(answer.status != 403 && answer.status != 401 && answer.status < 500, place)
                case (false, nil): #expect(answer.status == (door.method == .get ? 303 : 401), place)
                case (false, _): #expect(answer.status == 403, place)
                }
            }
        }
    }

    private func actor(_ member: Cast, _ browser: Browser) -> Actor {
        Actor(user: browser.town.hub.newID(), person: browser.town.hub.newID(), organization: browser.town.organization, roles: [member.role])
    }
}
