import Assembly
import Foundation
import Identity
import Testing
import TestSupport

/// What the program does not have can't be turned against it.
@Suite struct AbsenceTests {
    // ASVS 1.2.5
    /// Only those that come with PostgreSQL and copy a database, without a shell.
    @Test func `no other program is started`() {
        expectNowhere(["Process(", "posix_spawn", "popen(", "system(", "execv"], but: ["PostgresTool.swift"])
    }

    // ASVS 1.2.9
    @Test func `no pattern is made of what was typed`() {
        expectNowhere(["Regex(", "NSRegularExpression", "NSPredicate"])
    }

    // ASVS 1.3.10
    @Test func `no format is made of what was typed`() {
        for file in SourceTree.files {
            let formats = file.text.matches(of: /String\(format: ./).filter { !$0.output.hasSuffix("\"") }
            #expect(formats.isEmpty, "\(file.path)")
        }
    }

    // ASVS 1.3.2
    @Test func `no text becomes a script, and no script writes markup`() throws {
        try expectNowhereInScripts(["eval(", "Function(", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "setTimeout(\"", "import("])
    }

    // ASVS 14.3.3
    @Test func `no script keeps anything in the browser`() throws {
        try expectNowhereInScripts(["localStorage", "sessionStorage", "indexedDB", "document.cookie", "caches."])
    }

    // ASVS 15.3.6
    @Test func `no script changes what objects have in common, or copies fields by names from outside`() throws {
        try expectNowhereInScripts(["prototype", "__proto__", "Object.assign", "for (const key in", "for (let key in"])
    }

    // ASVS 16.2.3
    @Test func `what is logged goes to standard error, as the library does it, and nowhere else`() {
        let commands = Set(SourceTree.files.filter { $0.target == "tessera" }.map(\.path))
        expectNowhere(["LoggingSystem", "StreamLogHandler", "LogHandler", "syslog(", "stderr", "standardError", "standardOutput", " print(", "debugPrint(", "NSLog("], but: commands)
        expectNowhere(["LoggingSystem", "LogHandler", "syslog("])
    }

    // ASVS 3.7.1
    @Test func `pages ask for no plug-in and no frame`() {
        expectNowhere(["<object data", "<embed src", "<applet", "<iframe", "<frameset"])
    }

    // ASVS 6.2.6 6.2.7
    @Test func `a password is masked, and a keeper of passwords may fill it in`() async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let pages = try await browser.get("/sign-in").text + browser.as(.newcomer).get("/my/password").text
            let fields = pages.matches(of: /<input[^>]*name="(old|password)"[^>]*>/).map { String($0.output.0) }
            #expect(fields.count == 3)
            for field in fields { #expect(field.contains("type=\"password\"") && field.firstMatch(of: /autocomplete="(current|new)-password"/) != nil, "\(field)") }
        }
        try expectNowhereInScripts(["paste"])
    }

    // ASVS 7.4.4
    @Test(arguments: Cast.allCases)
    func `every page of someone signed in leads out`(_ member: Cast) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let page = try await browser.as(member).get(member == .newcomer || member == .volunteer ? "/my" : "/desk")
            #expect(page.status == 200 && page.text.contains("action=\"/sign-out\""))
        }
    }

    // ASVS 5.4.2
    @Test func `the name of a download is ours, and needs no quotes`() {
        let names = SourceTree.files.flatMap { file in file.text.matches(of: /\.download\([^\n]* as: "([^"]*)"/).map { String($0.output.1) } }
        #expect(!names.isEmpty)
        for name in names { #expect(name.wholeMatch(of: /([a-z0-9.-]|\\\([A-Za-z.]+\))+/) != nil, "\(name)") }
    }

    // ASVS 13.4.1 13.4.3
    @Test(arguments: ["/.git/config", "/.git/HEAD", "/.svn/entries", "/assets/", "/assets", "/assets/../Package.swift", "/assets/%2e%2e/Package.swift"])
    func `neither the history of the source nor a list of files is served`(_ path: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in #expect(try await browser.get(path).status == 404) }
    }

    // ASVS 13.4.4
    @Test(arguments: ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "OPTIONS"])
    func `a method that no door has is refused`(_ method: String) async throws {
        try await withBrowser(on: .sqlite) { (browser) async throws in
            let answer = try await browser.send(try #require(.init(rawValue: method)), "/services")
            #expect(400..<500 ~= answer.status && !answer.text.contains("Host:"))
        }
    }

    private func expectNowhere(_ words: [String], but places: Set<String> = []) {
        for file in SourceTree.files where !places.contains(where: file.path.hasSuffix) {
            for word in words { #expect(!file.text.contains(word), "\(file.path): \(word)") }
        }
    }

    private func expectNowhereInScripts(_ words: [String]) throws {
        let script = try String(contentsOf: SourceTree.root.appending(path: "Sources/Embedded/assets/tessera.js"), encoding: .utf8)
        let code = script.split(separator: "\n").filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }.joined(separator: "\n")
        #expect(!code.isEmpty)
        for word in words { #expect(!code.contains(word), "\(word)") }
    }
}
