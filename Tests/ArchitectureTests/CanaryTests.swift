@testable import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import Storage
import Testing
import TestSupport
import Trust
@testable import Vault

/// What was sealed is nowhere in clear: not in the files, not in a copy of them, not in what the hub says of itself.
@Suite struct CanaryTests {
    // ASVS 14.2.4 16.2.5
    @Test func `what people typed into any sealed field is found in no file, backup, log or line of the tables`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let said = SaidLines()
        try await withHub(in: folder, passwords: Passwords(cost: .init(memory: 1 << 20, passes: 1)), logger: said.logger) { (town) async throws in
            let spoken = try Self.spoken(in: folder)
            try await town.moveIn()
            let records = try await RecordTown(Browser(town: town))
            try await records.sendEverything()
            try await town.hub.archive.database.backup(to: folder.appending(path: "copy.sqlite").path)
            let canaries = try await Canaries(of: town)
            #expect(canaries.unfilled.isEmpty, "nothing was typed into \(canaries.unfilled)")
            #expect(canaries.unopened.isEmpty, "\(canaries.unopened)")
            // What the program itself says, such as the name of a language, can't betray anyone.
            let words = canaries.words.filter { word in !spoken.contains { $0.firstRange(of: Data(word.utf8)) != nil } }
            #expect(words.count > 30)
            for (name, bytes) in try Self.everything(in: folder) + [("the log", Data(said.text.utf8))] {
                for word in words { #expect(bytes.firstRange(of: Data(word.utf8)) == nil, "\(word) stands in \(name)") }
            }
        }
    }

    private static func spoken(in folder: URL) throws -> [Data] { try everything(in: folder).map(\.bytes) }

    private static func everything(in folder: URL) throws -> [(name: String, bytes: Data)] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).map { ($0.lastPathComponent, try Data(contentsOf: $0)) }
    }
}

/// The clear text of everything that is sealed in a hub, opened as only a test may: by trying the keys of all.
private struct Canaries {
    private(set) var words: Set<String> = []
    /// Columns of the register in which nothing is sealed.
    private(set) var unfilled: [String] = []
    private(set) var unopened: [String] = []

    init(of town: TestHub) async throws {
        let keyring = town.hub.keyring, entries = town.features.flatMap(\.personalData)
        let everyone = try await town.hub.archive.read { try $0.rows("SELECT id FROM persons UNION SELECT person_id FROM users").map { try $0.get("id") as PersonID } }
        for entry in entries {
            let table = SQL(identifier: entry.table), column = SQL(identifier: entry.column)
            let rows = try await town.hub.archive.read { try $0.rows("SELECT * FROM \(table) WHERE typeof(\(column)) = 'blob'") }
            let isSealed = try await town.hub.archive.read { try $0.count("SELECT count(*) FROM pragma_table_info(\(entry.table)) WHERE name = \(entry.column) AND type = 'BYTEA'") > 0 }
            guard isSealed else { continue }
            if rows.isEmpty { unfilled.append("\(entry.table).\(entry.column)") }
            for row in rows {
                guard let text = try Self.opened(row, entry, everyone, keyring) else { unopened.append("\(entry.table).\(entry.column)"); continue }
                words.formUnion(Self.words(of: text))
            }
        }
    }

    private static func opened(_ row: Row, _ entry: FieldEntry, _ everyone: [PersonID], _ keyring: Keyring) throws -> String? {
        let bytes: [UInt8] = try row.get(entry.column), version = try SealedLayout.version(of: bytes)
        let places = row.texts.map { Array("\(entry.table)|\($0)|\(entry.column)|\(version)|\(SealedLayout.number)".utf8) }
        // Whoever has begun an offer is nobody yet but in its row.
        for person in everyone + row.texts.compactMap({ PersonID($0) }) {
            guard let key = try? keyring.key(version, of: person) else { continue }
            for place in places {
                if let text = try? SealedLayout.open(bytes, with: key, place: place) { return text }
            }
        }
        return nil
    }

    /// The text as a whole, and what stands in it where it is JSON; short words say nothing about anyone.
    private static func words(of text: String) -> [String] {
        let quoted = text.hasPrefix("{") ? text.matches(of: /"([^"\\]+)"/).map { String($0.output.1) } : []
        return ([text] + quoted).filter { $0.utf8.count >= 6 }
    }
}

extension RecordTown {
    private static let words = ["words", "about", "reason", "note", "reached", "name", "contact", "known", "more"].map { ($0, "Canary\($0) of Quetzal street") }
        + [("born", "1931-12-07"), ("family", "yes"), ("children", "yes")]

    /// Every form that changes a record, by somebody who may send it, with words in every field that takes some.
    fileprivate func sendEverything() async throws {
        for door in RecordDoor.all where door.method == .post {
            if case .open = door.kind { continue }
            let browser = Role.allCases.first(where: door.holders.contains).flatMap { holders[$0] } ?? town.browser
            // Who says no is asked why.
            let path = try path(of: door), isNo = door.path == "/asks/:id/desk/answer"
            let fields = isNo ? [("answer", "no")] : fields(of: door).filter { known in !Self.words.contains { $0.0 == known.0 } }
            let answer = try await browser.post(path, fields + Self.words)
            try await follow(answer, door)
        }
        try await send(.coordinator, "/engagements/:id/ending", [("ending", "reached"), ("need", "met")])
        try await beginOffer()
        _ = try await holders[.caseWorker]?.bring("households", file: "First name,Legal basis,Hobby\nCanaryfirst,public task,Canaryhobby of Quetzal street\n")
        _ = try await holders[.coordinator]?.settingUpSecondFactor()
        try await addPasskey()
    }

    /// The one of the town was removed by its form; a browser is needed to make one.
    private func addPasskey() async throws {
        let keyring = town.hub.keyring, now = town.hub.now()
        try await town.hub.archive.database.write { db in
            let user: UserID = try db.value("SELECT id FROM users WHERE person_id IN (SELECT id FROM persons) ORDER BY id LIMIT 1").orNotFound()
            let owner: PersonID = try db.value("SELECT person_id FROM users WHERE id = \(user)").orNotFound()
            let name = try keyring.seal("Canaryphone of Quetzal street", as: PasskeyName.self, row: "canary-passkey", of: owner)
            _ = try db.execute("""
                INSERT INTO passkeys (id, user_id, credential, public_key, counter, name, added_at) VALUES ('canary-passkey', \(user), 'canary', 'key', 0, \(name), \(now))
                """)
        }
    }

    /// A referee answers by the link that the page shows.
    private func follow(_ answer: Answer, _ door: RecordDoor) async throws {
        guard door.path == "/volunteers/:id/links", let link = answer.text.firstMatch(of: /\/reference\/[A-Za-z0-9_-]+/) else { return }
        #expect(try await town.browser.post(String(link.output), Self.words).status == 200)
    }

    private func send(_ role: Role, _ path: String, _ fields: [(String, String)]) async throws {
        let door = try #require(RecordDoor.all.first { $0.path == path })
        _ = try await holders[role]?.post(try self.path(of: door), fields + Self.words)
    }

    /// An offer of help that is not sent yet.
    private func beginOffer() async throws {
        var browser = town.browser
        browser = browser.keeping(try await browser.post("/volunteer"))
        #expect(try await browser.post("/volunteer/question/name", [("given_name", "Canarydraft"), ("family_name", "Quetzal"), ("go", "on")]).status == 303)
    }
}

extension Row {
    fileprivate var texts: [String] {
        values.compactMap { value in
            guard case .text(let text) = value else { return nil }
            return text
        }
    }
}
