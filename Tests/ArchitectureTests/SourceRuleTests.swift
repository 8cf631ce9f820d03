import Testing
import TestSupport

/// Rules of the house that the compiler does not check.
@Suite struct SourceRuleTests {
    private let kernel: Set<String> = ["Identity", "Markup", "Storage", "Localization", "Vault", "Trust", "Web", "House"]

    @Test func `only its engine knows a database by name`() {
        for file in SourceTree.files {
            #expect(!file.imports.contains("GRDB") || file.target == "SQLiteEngine", "\(file.path)")
            #expect(!file.imports.contains("CPostgres") || file.target == "PostgresEngine", "\(file.path)")
            #expect(file.imports.isDisjoint(with: ["SQLiteEngine", "PostgresEngine"]) || file.target == "tessera", "\(file.path)")
        }
    }

    @Test func `Hummingbird is met in the web layer and in routes only`() {
        for file in SourceTree.files where file.imports.contains("Hummingbird") {
            #expect(["Web", "tessera"].contains(file.target) || file.path.hasSuffix("Routes.swift"), "\(file.path)")
        }
    }

    @Test func `the web layer knows neither storage nor keys`() {
        for file in SourceTree.files where file.target == "Web" {
            #expect(file.imports.isDisjoint(with: ["Storage", "Vault", "Trust", "House"]), "\(file.path)")
        }
    }

    // ASVS 1.2.1 1.3.7
    @Test func `an attribute is never put together by hand`() {
        for file in SourceTree.files where file.target != "Markup" {
            #expect(!file.text.contains("=\"\\(") && !file.text.contains("=\\\"\\("), "\(file.path)")
        }
    }

    @Test func `no file is longer than three hundred lines`() {
        for file in SourceTree.files { #expect(file.text.split(separator: "\n").count <= 300, "\(file.path)") }
    }

    @Test func `what a form holds is read as a number or a day in the digits of any script`() {
        for file in SourceTree.files { #expect(!file.text.contains(/\b(Int|Day|Birth)\((context\.)?(fields\[|form\.)/), "\(file.path)") }
    }

    // ASVS 1.4.1
    @Test func `areas start no task of their own and keep no shared state`() {
        for file in SourceTree.files where !kernel.contains(file.target) && !file.target.hasSuffix("Engine") {
            for word in ["Task {", "Task.detached", "nonisolated(unsafe)", "@unchecked Sendable", "try!", "fatalError("] {
                #expect(!file.text.contains(word), "\(file.path): \(word)")
            }
            let stored = file.text.matches(of: /static var [a-zA-Z]+[^{\n]*=/)
            #expect(stored.isEmpty, "\(file.path)")
        }
    }

    @Test func `the engine is asked for at most ten times`() {
        let switches = SourceTree.files.reduce(0) { count, file in
            count + file.text.ranges(of: "case .postgres").count
        }
        #expect(switches <= 10)
    }

    @Test func `a table is written by its own area`() {
        let owners = ["users": "Accounts", "memberships": "Accounts", "sessions": "Accounts", "settings": "House", "jobs": "House", "outbox": "Messaging",
                      "audit_pending": "Trust", "audit_entries": "Trust", "audit_heads": "Trust", "audit_checks": "Trust", "access_records": "Trust", "opened_reads": "Trust", "consent_ledger": "Trust", "shares": "Trust", "break_glass": "Trust", "break_glass_people": "Trust", "breaches": "Privacy", "breach_people": "Privacy", "services": "Directory", "search_terms": "Directory"]
        for file in SourceTree.files {
            for match in file.text.matches(of: /(INSERT INTO|UPDATE|DELETE FROM) ([a-z_]+)/) {
                guard let owner = owners[String(match.output.2)] else { continue }
                #expect(file.target == owner, "\(file.path) writes \(match.output.2)")
            }
        }
    }

    // ASVS 8.2.3
    @Test func `what is sealed is opened in one place, in the index of names, to find an adult in a household after an erasure, and to carry a birth over a list`() {
        for file in SourceTree.files where file.target != "Vault" {
            let opens = file.text.contains("keyring.open(")
            #expect(!opens || ["Trust/Access.swift", "People/PeopleFinder.swift", "People/PeopleErasure.swift", "Volunteers/VolunteerBirth.swift"].contains(file.path), "\(file.path)")
        }
    }

    // ASVS 14.2.1
    @Test func `no address holds what someone typed, but the words of a public search`() {
        let forms = SourceTree.files.flatMap { file in
            file.text.matches(of: /<form[^>]*method="get"[^>]*>/).map { "\(file.path) \($0.output)" }
        }
        #expect(forms.allSatisfy { $0.hasPrefix("Directory/") }, "\(forms)")
    }
}
