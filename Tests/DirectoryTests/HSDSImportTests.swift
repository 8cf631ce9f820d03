@testable import Directory
import Foundation
import House
import Storage
import Testing
import TestSupport

@Suite struct HSDSImportTests {
    @Test(arguments: Engine.tested)
    func `the town's own directory loads whole`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let report = try await HSDSImport(hub: town.hub).run(folder: .portSelby, isDryRun: false)
            #expect(report.errors == [] && report.new == report.read && report.read > 400)
        }
    }

    @Test(arguments: Engine.tested)
    func `the same package again changes nothing`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let first = try await HSDSImport(hub: town.hub).run(folder: .portSelby, isDryRun: false)
            let again = try await HSDSImport(hub: town.hub).run(folder: .portSelby, isDryRun: false)
            #expect(again.new == 0 && again.changed == 0 && again.unchanged == first.read)
        }
    }

    @Test(arguments: Engine.tested)
    func `a dry run counts and leaves nothing`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (town) async throws in
            let report = try await HSDSImport(hub: town.hub).run(folder: .portSelby, isDryRun: true)
            #expect(report.new > 400)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM services") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `real and dirty data loads whole, with warnings`(_ engine: Engine) async throws {
        guard let folder = URL.standard("hsds/sample-florida-legal-aid") else {
            print("skipped: the Florida sample is not here")
            return
        }
        try await withHub(on: engine) { (town) async throws in
            let report = try await HSDSImport(hub: town.hub).run(folder: folder, isDryRun: false)
            #expect(report.errors == [] && report.new == report.read)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM services") } == 135)
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM locations") } == 378)
        }
    }

    @Test func `one changed cell is one changed row`() async throws {
        try await withPackage([
            "organizations.csv": "id,name,description\n1,Centre,Help\n",
            "services.csv": "id,organization_id,name,status\na,1,Tea,active\nb,1,Soup,active\n",
        ]) { (folder) async throws in
            try await withHub(on: .sqlite) { (town) async throws in
                _ = try await HSDSImport(hub: town.hub).run(folder: folder, isDryRun: false)
                try "id,organization_id,name,status\na,1,Tea,active\nb,1,Bread,active\n".write(
                    to: folder.appending(path: "services.csv"), atomically: true, encoding: .utf8)
                let report = try await HSDSImport(hub: town.hub).run(folder: folder, isDryRun: false)
                #expect(report.changed == 1 && report.unchanged == 2 && report.new == 0)
            }
        }
    }

    @Test(arguments: [
        ("id,organization_id,name,status\na,1,,active\n", "row 2, column name", "The cell is empty."),
        ("id,organization_id,name,status\na,1,Tea,perhaps\n", "row 2, column status", "not one of"),
        ("id,organization_id,name,status\na,9,Tea,active\n", "row 2, column organization_id", "There is no such row"),
        ("id,organization_id,name,status\na,1,Tea,active\na,1,Tea,active\n", "row 3, column id", "twice"),
        ("id,organization_id,name,status\na,1,Tea,active,more\n", "row 2", "more cells than the header"),
        ("id,organization_id,status\na,1,active\n", "column name", "missing"),
        ("id,organization_id,name,status\na,1,\"Tea,active\n", "services.csv", "quotation mark"),
        ("id,id,name,status\na,1,Tea,active\n", "services.csv", "same name"),
    ])
    func `an error refuses the whole package and says where`(_ services: String, _ place: String, _ words: String) async throws {
        try await withPackage(["organizations.csv": "id,name,description\n1,Centre,Help\n", "services.csv": services]) { (folder) async throws in
            try await withHub(on: .sqlite) { (town) async throws in
                let report = try await HSDSImport(hub: town.hub).run(folder: folder, isDryRun: false)
                let line = try #require(report.errors.first?.line)
                #expect(line.contains(place) && line.contains(words), "\(line)")
                #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM organizations") } == 0)
            }
        }
    }

    @Test func `what is odd is loaded, told, and kept as it stands`() async throws {
        try await withPackage([
            "organizations.csv": "id,name,description,website,year_incorporated,mascot\n1,Centre,Help,www.centre.example,about 1990,owl\n",
        ]) { (folder) async throws in
            try await withHub(on: .sqlite) { (town) async throws in
                let report = try await HSDSImport(hub: town.hub).run(folder: folder, isDryRun: false)
                #expect(report.issues.count == 2 && report.warned == 1 && report.refused == 0)
                let row = try #require(try await town.hub.archive.read { try $0.row("SELECT website, extra FROM organizations") })
                #expect(try row.get("website") == "www.centre.example")
                #expect(try row.get("extra") == "{\"mascot\":\"owl\",\"year_incorporated\":\"about 1990\"}")
            }
        }
    }

    @Test func `an id that is no UUID becomes the same UUID each time`() {
        #expect(HSDSCell.id("a", source: "x") == HSDSCell.id("a", source: "x"))
        #expect(HSDSCell.id("a", source: "x") != HSDSCell.id("a", source: "y"))
    }

    @Test func `the table of an id by name is that of RFC 9562`() {
        // Version 5 of the text "x/a": version and variant bits stand where the standard puts them.
        let text = Array(HSDSCell.id("a", source: "x"))
        #expect(text[14] == "5" && "89ab".contains(text[19]))
    }
}

extension URL {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let portSelby = root.appending(path: "demo/port-selby")

    /// A file or folder of the standards, which lie beside the repository where they are had at all.
    static func standard(_ path: String) -> URL? {
        let url = root.deletingLastPathComponent().appending(path: "shared/standards/\(path)")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}

/// Runs `work` with a folder of these files, which is gone afterwards.
func withPackage(_ files: [String: String], _ work: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "package-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
    try await work(folder)
}
