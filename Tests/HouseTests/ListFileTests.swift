import Testing
import TestSupport
@testable import House

@Suite struct ListFileTests {
    @Test(arguments: ["list.csv", "LIST.CSV", "my.list.txt"])
    func `text that is named as such is a list`(_ name: String) {
        #expect(ListFile.isList(name, Array("Name\nAmal\n".utf8)))
    }

    @Test(arguments: ["list.xlsx", "list", "csv", "list.csv.exe", "list.html", "list.svg", ""])
    func `no other name is taken`(_ name: String) {
        #expect(!ListFile.isList(name, Array("Name\nAmal\n".utf8)))
    }

    // ASVS 5.2.2
    @Test(arguments: [("a spreadsheet", [0x50, 0x4B, 0x03, 0x04]), ("an older one", [0xD0, 0xCF, 0x11, 0xE0, 0xA1]), ("PDF", [0x25, 0x50, 0x44, 0x46, 0x2D]),
                      ("a picture", [0x89, 0x50, 0x4E, 0x47]), ("a photograph", [0xFF, 0xD8, 0xFF, 0xE0]), ("an archive", [0x1F, 0x8B, 0x08])] as [(String, [UInt8])])
    func `a file of another kind is none, whatever its name says`(_ kind: String, _ bytes: [UInt8]) {
        #expect(!ListFile.isList("list.csv", bytes + Array("Name\n".utf8)), "\(kind)")
    }

    // ASVS 5.2.2
    @Test func `in the browser it is refused in a sentence, and nothing is read`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let worker = try await browser.as(.caseWorker)
            for (name, file) in [("list.xlsx", "Name\nAmal\n"), ("list.csv", "PK\u{3}\u{4}Name\n"), ("page.html", "<script>")] {
                let answer = try await worker.upload("/imports/households", file: file, named: name)
                #expect(answer.status == 415 && answer.text.contains("This is no CSV file."), "\(name)")
            }
        }
    }
}
