import ArgumentParser
import Audit
import Foundation
import Localization
import Trust

/// Checks the log of changes, and proves to strangers what is in it.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check the log of changes, and prove to others what is in it.",
        subcommands: [Verify.self, Head.self, Prove.self, Consistency.self, WitnessCommand.self, CounterSigned.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute the whole log from its entries, and compare it with everything the hub has signed.")
        @Option(help: "A signed head that was kept elsewhere, to compare with as well; may be given several times.") var head: [String] = []
        @OptionGroup var place: DataFolder

        func run() async throws {
            let witnesses = try head.map(Self.witness)
            try await place.withLog { log, say in
                let report = try await log.report(witnesses: witnesses)
                print("compared \(report.heads) signed heads, \(report.pending) entries have no number yet")
                if report.counterSignatures > 0 { print("compared \(report.counterSignatures) counter-signatures of people outside") }
                if report.reads > 0 || report.unsealedReads > 0 { print("\(report.reads) reads are as the log vouches for them, \(report.unsealedReads) are not bound to it yet") }
                if let fault = report.fault { throw CommandProblem(fault.sentence(say)) }
                print("verified \(report.entries) entries")
            }
        }

        private static func witness(_ file: String) throws -> AuditHead {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8), let head = AuditHead(note: text) else {
                throw CommandProblem("\(file) holds no signed head.")
            }
            return head
        }
    }

    struct Head: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Sign the log as it is now, and print what was signed.")
        @OptionGroup var place: DataFolder

        func run() async throws {
            try await place.withLog { log, _ in
                try await log.sealReads()
                print(try await log.sign().note(try await log.verifyingKey()), terminator: "")
            }
        }
    }

    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a proof that an entry is in the log.")
        @Argument(help: "The number of the entry, from 1 on.") var number: Int
        @OptionGroup var place: DataFolder

        func run() async throws {
            try await place.withLog { log, _ in
                guard let proof = try await log.proof(ofEntry: number) else { throw CommandProblem("The log has no entry \(number).") }
                print(try proof.json(), terminator: "")
            }
        }
    }

    struct Consistency: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a proof that an older state of the log is the beginning of what it is now.")
        @Argument(help: "How many entries the log had then: the second line of the head signed at that time.") var old: Int
        @OptionGroup var place: DataFolder

        func run() async throws {
            try await place.withLog { log, _ in
                guard let proof = try await log.proof(sinceEntry: old) else { throw CommandProblem("The log has fewer than \(old) entries.") }
                print(try proof.json(), terminator: "")
            }
        }
    }

    /// For someone outside: opens no hub.
    struct WitnessCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "witness", abstract: "Check that the log of another hub goes on from what you signed before, and sign that.")
        @Argument(help: "A proof as that hub gave it, since the state that you signed last; the first time since any.") var proof: String
        @Option(help: "Where you keep your key and what you signed last: a folder for each hub. Nobody else needs it.") var folder: String
        @Option(help: "By what name you sign; the first time.") var name: String?
        @Option(help: "The public key of that hub, as you got it on another way; the first time.") var hubKey: String?

        func run() async throws {
            let place = WitnessFolder(URL(filePath: folder, directoryHint: .isDirectory))
            do {
                print(try place.sign(try text(of: proof), name: name, hubKey: try hubKey.map(text), at: Date()).note, terminator: "")
            } catch let problem as WitnessProblem { throw CommandProblem(problem.description) }
        }

        private func text(of file: String) throws -> String {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { throw CommandProblem("There is no text at \(file).") }
            return text
        }
    }

    struct CounterSigned: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep what someone outside has signed about this log; the officer's page does the same.")
        @Argument(help: "The file that they sent.") var file: String
        @OptionGroup var place: DataFolder

        func run() async throws {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8), let new = CounterSignature(note: text) else {
                throw CommandProblem("\(file) holds no counter-signature.")
            }
            try await place.withLog { log, say in
                let answer = try await log.keep(new)
                guard answer != .foreign else { throw CommandProblem("NOT KEPT: what \(file) signs is no state of this log, or it was not signed as it says.") }
                guard answer == .kept else { throw CommandProblem(say.plain(answer.message)) }
                print("kept: \(new.witness) has signed \(new.size) entries")
            }
        }
    }
}

extension DataFolder {
    /// Opens a hub that is there for its log, and closes it whatever comes of the work.
    fileprivate func withLog(_ work: (AuditLog, Speech) async throws -> Void) async throws {
        try requireHub()
        try await withHub { try await work(AuditLog(hub: $0.hub), $0.hub.catalogs.speech(in: .english)) }
    }
}

extension AuditFault {
    /// For a console: without the marks that keep a number apart in a page that may run from the right.
    func sentence(_ say: Speech) -> String { say.plain(message).filter { $0 != "\u{2068}" && $0 != "\u{2069}" } }
}
