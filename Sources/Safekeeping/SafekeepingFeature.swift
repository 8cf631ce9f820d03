import House
import Identity
import Localization
import Web

extension Feature {
    /// Keys and backups: what is old is moved to new keys, and everything is copied each hour to where another disaster would have to happen.
    public static let safekeeping = Feature(
        name: "Safekeeping", migrations: [.backupRuns, .heldBackups],
        navigation: [NavigationItem(Message("Backups"), to: "/backups", picture: "shield", for: .roles([.administrator]))],
        jobs: [
            Job("keys.rotate", .every(seconds: 10), when: { _, db in try Rotation.isUnderWay(db) }) { try await Rotation(hub: $0).pass() },
            Job("keys.watch", .daily(hour: 3)) { try await Rotation(hub: $0).watch() },
            Job("backups.make", .every(seconds: 3600), when: { hub, _ in Backups(hub: hub).isSet }) { try await Backups(hub: $0).make() },
            Job("backups.check", .every(seconds: 7 * 86_400), when: { hub, _ in Backups(hub: hub).isSet }) { try await Backups(hub: $0).check() },
        ],
        desk: [.backups], doors: { BackupRoutes(hub: $0).doors })
}

extension DeskSource {
    /// A backup that is missing is noticed on the day it is needed, unless someone is told before.
    static let backups = DeskSource(for: [.administrator], purpose: .administration) { hub, db, _, today in
        let state = try BackupState(hub: hub, in: db), zone = hub.settings.value.zone
        // What is in a demo is nobody's loss.
        guard let concern = state.concern, !(concern == .notSet && hub.settings.value.isDemo) else { return [] }
        return [DeskItem(
            concern.urgency, picture: "shield", title: concern.title, detail: concern.detail, waitsOn: Message("you"),
            since: state.since.map { min(Day($0, in: zone), today) } ?? today, button: Message("Look at the backups"), to: "/backups")]
    }
}

extension BackupState.Concern {
    var urgency: DeskItem.Urgency {
        switch self {
        case .notSet, .held: .today
        case .failed, .late: .overdue
        case .damaged: .danger
        }
    }

    var title: Message {
        switch self {
        case .notSet: Message("No backups are made yet")
        case .failed: Message("The last backup failed")
        case .late: Message("The last backup is more than three hours old")
        case .damaged: Message("The newest backup could not be read again")
        case .held: Message("The clock jumped between two backups. Is today’s date right?")
        }
    }

    var detail: Message {
        switch self {
        case .notSet: Message("If the disk breaks today, everything is lost. Set two folders on another disk or machine.")
        case .failed(let problem), .damaged(let problem): problem.message
        case .late: Message("Look whether the folder is there, and whether the hub runs all day.")
        case .held: Message("No old backup is taken away for a week. If the date is right, do nothing. If it is not, whoever runs the machine sets its clock.")
        }
    }
}
