@testable import Directory
import Testing
import TestSupport

@Suite struct ServicePageTests {
    @Test func `a place without an address says whom to phone`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            _ = try await HSDSImport(hub: browser.town.hub).run(folder: .portSelby, isDryRun: false)
            let page = try await browser.get("/services/b649fe45-5d9e-501e-b8a5-deec83965848")
            #expect(page.text.contains("There is no address to go to. Call first:") && page.text.contains("tel:+44"))
        }
    }

    @Test func `the page says what, where, when, cost, languages and when it was checked`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            _ = try await HSDSImport(hub: browser.town.hub).run(folder: .portSelby, isDryRun: false)
            let page = try await browser.get("/services/f5626315-f877-539e-93f9-3fa488d897b4").text
            for text in ["Tea, a safe place", "Old Customs Hall", "1 Quay Street", "Monday", "10:00–13:00", "Free of charge", "September"] {
                #expect(page.contains(text), "\(text)")
            }
        }
    }

    @Test(arguments: ["/services/00000000-0000-0000-0000-000000000000", "/services/x", "/services/%27%20OR%201=1", "/services?page=-1",
                      "/services?page=99999999999999999999", "/services?topic=%3Cscript%3E", "/services?speaks=%00"])
    func `hostile addresses are answered with a page`(_ path: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.get(path)
            #expect([200, 404].contains(answer.status) && !answer.text.contains("<script>"))
        }
    }

    @Test func `what a publisher wrote is shown as text, never as markup`() async throws {
        try await withPackage([
            "organizations.csv": "id,name,description\n1,<b>Centre</b>,Help\n",
            "services.csv": "id,organization_id,name,status,description,url\na,1,<script>alert(1)</script>,active,\"x\"\"><img src=x>\",javascript:alert(1)\n",
        ]) { (folder) async throws in
            try await withBrowser(on: .sqlite) { (browser) async throws in
                _ = try await HSDSImport(hub: browser.town.hub).run(folder: folder, isDryRun: false)
                for path in ["/services", "/services/\(HSDSCell.id("a", source: folder.lastPathComponent))"] {
                    let text = try await browser.get(path).text
                    #expect(text.contains("&lt;script>") || text.contains("&lt;script&gt;"))
                    #expect(!text.contains("<script>alert") && !text.contains("<img src=x") && !text.contains("href=\"javascript:"))
                }
            }
        }
    }
}
