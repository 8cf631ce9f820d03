import CPostgres
import Foundation
import Storage

/// The programs that come with PostgreSQL and copy a whole database, run over the hub's own connection.
struct PostgresTool: Sendable {
    let settings: PostgresSettings

    /// Writes everything, as of one moment, to a file in PostgreSQL's custom format.
    func dump(to file: String) throws {
        // Made before it is written, so that at no moment others can read it.
        guard FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]) else { throw StorageProblem.other(code: "scratch") }
        let schema = settings.schema.map { ["--schema=\($0)"] } ?? []
        try run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--file=\(file)"] + schema)
    }

    /// Brings all of it back, or nothing.
    func restore(from file: String) throws {
        try run("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", file])
    }

    /// How to connect stands in a file that only its owner can read: what a process is called with, every user of the machine can.
    private func run(_ program: String, _ arguments: [String]) throws {
        let service = FileManager.default.temporaryDirectory.appending(path: "tessera-service-\(UUID())")
        guard FileManager.default.createFile(atPath: service.path, contents: Data(try serviceText().utf8), attributes: [.posixPermissions: 0o600]) else {
            throw StorageProblem.other(code: "scratch")
        }
        defer { try? FileManager.default.removeItem(at: service) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program, "--dbname=service=tessera"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["PGSERVICEFILE": service.path]) { $1 }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw StorageProblem.unsupported("\(program) ended with \(process.terminationStatus). Is it installed, and as new as the server?") }
    }

    /// The connection string as a service file has it (PostgreSQL manual, 34.17).
    private func serviceText() throws -> String {
        guard let options = PQconninfoParse(settings.connection, nil) else { throw StorageProblem.unsupported("The connection string can't be read.") }
        defer { PQconninfoFree(options) }
        var lines = ["[tessera]"], place = options
        while let keyword = place.pointee.keyword {
            if let value = place.pointee.val { lines.append("\(String(cString: keyword))=\(String(cString: value))") }
            place += 1
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
