import Audit
import Foundation
import House
import Localization
import Messaging
import Safekeeping
import Trust

/// What runs by itself: does it?
struct JobCheck {
    let hub: Hub

    func findings() async throws -> [Finding] {
        let failing = try await hub.archive.read { try JobStore(db: $0).all() }.filter { $0.failures > 0 }
        guard !failing.isEmpty else { return [Finding(true, "Every job did what it had to do.")] }
        return failing.map { job in
            Finding(false, "The job \(job.name) failed \(job.failures) times in a row, last with \(job.lastError ?? "an unknown error"). The log has the line \"job failed\".")
        }
    }
}

/// Letters that wait, and those that do not get through.
struct LetterCheck {
    let hub: Hub

    func findings() async throws -> [Finding] {
        let counts = try await hub.archive.read { try $0.outbox.counts() }
        let isSet = hub.settings.value.sendsMail, isOpen = (try? hub.mailServer()) != nil
        var findings = [
            Finding(isSet || counts.waiting == 0, isSet ? "Mail leaves by \(hub.settings.value.mailServer)." : "No mail server is set; \(counts.waiting) letters wait. Set one with: tessera settings --mail-server, --mail-from"),
            Finding(counts.dead == 0, counts.dead == 0 ? "No letter was given up." : "\(counts.dead) letters did not get through. An administrator sees them under Letters, and can send them again."),
        ]
        if isSet, !isOpen { findings.append(Finding(false, "The password of the mail server can't be opened with this root key. Set it again with: tessera settings --mail-password")) }
        return findings
    }
}

/// The log of changes, as the last check found it.
struct LogCheck {
    let hub: Hub

    func findings() async throws -> [Finding] {
        let (check, pending) = try await hub.archive.read { (try $0.auditChecks.newest(), try $0.auditLog.pendingCount()) }
        guard let check else { return [Finding(true, "The log of changes was not checked yet; \(pending) entries wait for their number. Check it with: tessera audit verify")] }
        guard let fault = check.fault else { return [Finding(true, "The log of changes was whole when it was last checked: \(check.entries) entries.")] }
        return [Finding(false, "The log of changes is not whole. \(fault.sentence(hub.catalogs.speech(in: .english))) Look again with: tessera audit verify")]
    }
}

extension Finding {
    /// Whether there is anything that was sealed under a key that is not there.
    static func unopened(_ count: Int) -> Finding {
        Finding(count == 0, count == 0 ? "Every sealed value has its key."
            : "\(count) sealed values are there that no key of this hub opens: its keys are older than its data. Restore the data with a newer backup of the keys (--only-keys), or an older one of the data (--only).")
    }
}

/// The list by which a restore erases again: is it there, whole, and is everybody on it?
struct ListCheck {
    let hub: Hub
    let file: String

    func findings() async throws -> [Finding] {
        do { try hub.erased.requireWhole() } catch let problem as ErasureListProblem { return [Finding(false, problem.description)] }
        let missing = try await hub.erasedUnlisted()
        return [Finding(missing == 0, missing == 0 ? "Whoever was erased is on the list by which a restore erases them again."
            : "\(missing == 1 ? "One person who was erased is" : "\(missing) people who were erased are") not on the list in \(file): a restore would bring them back. Put the list back from its newest copy, then write down who is missing with: tessera erase-again")]
    }
}

/// The backups, and whether a rotation of keys is still on its way.
struct BackupCheck {
    let hub: Hub

    func findings() async throws -> [Finding] {
        let (isGood, text) = try await Backups(hub: hub).standing()
        let status = try await Rotation(hub: hub).status(), left = status.left
        return places() + [hub.settings.value.isDemo && !isGood ? Finding(true, "This is a demo, which needs no backups. \(text)") : Finding(isGood, text), .unopened(status.unreadable),
                Finding(true, left == 0 ? "Everything lies under the newest keys." : "\(left) values and keys are still under older keys; they are moved while the hub is served.")]
    }

    /// Where a disk is not mounted, its folder is one of the system's disk, and a backup there dies with the data.
    private func places() -> [Finding] {
        let settings = hub.settings.value, own = Self.disk(hub.scratch.path)
        return [("data", settings.backupFolder), ("keys", settings.keysFolder)].filter { !$0.1.isEmpty }.map { name, folder in
            let isElsewhere = Self.disk(folder).map { $0 != own } ?? false
            return Finding(isElsewhere, isElsewhere ? "The backups of the \(name) lie on another disk than the hub."
                : "The backups of the \(name) in \(folder) lie on the hub's own disk, or the folder is gone. Is the other disk mounted?")
        }
    }

    private static func disk(_ path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.systemNumber] as? Int
    }
}
