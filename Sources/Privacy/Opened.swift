import Accounts
import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Vault
import Web

/// That someone opened something of a person on one day, for one reason: several reads of a day are one line.
struct Opened: Sendable, Hashable {
    enum Who: Sendable, Hashable {
        case named(String)
        /// The program itself, with nobody behind it.
        case program
        /// Someone of the other side, or a person who was named as a reference.
        case other
    }
    let day: Day
    let who: Who
    let purpose: Purpose
    let kinds: Set<FieldClass>
    /// Whether a worker outside whose care the person is opened it in an emergency.
    var isEmergency = false

    /// Reads taken together as they come, so that however many one reader makes in a day, those of others stay to be seen.
    struct Lines {
        private struct Key: Hashable { let day: Day, actor: String, purpose: Purpose, isEmergency: Bool }
        private let zone: TimeZone
        /// When a worker, by pseudonym, had this record open in an emergency.
        private let emergencies: [(actor: String, time: ClosedRange<Date>)]
        private var order: [Key] = [], kinds: [Key: Set<FieldClass>] = [:]

        init(in zone: TimeZone, emergencies: [(actor: String, time: ClosedRange<Date>)] = []) { (self.zone, self.emergencies) = (zone, emergencies) }

        var actors: Set<String> { Set(order.map(\.actor)) }

        mutating func add(_ record: AccessRecord) {
            let isEmergency = record.purpose == .casework && emergencies.contains { $0.actor == record.actor && $0.time.contains(record.at) }
            let key = Key(day: Day(record.at, in: zone), actor: record.actor, purpose: record.purpose, isEmergency: isEmergency)
            if kinds[key] == nil { order.append(key) }
            kinds[key, default: []].formUnion(record.kinds)
        }

        /// The newest first.
        func named(_ name: (String) -> Who) -> [Opened] {
            order.reversed().map { Opened(day: $0.day, who: name($0.actor), purpose: $0.purpose, kinds: kinds[$0] ?? [], isEmergency: $0.isEmergency) }
        }
    }

    /// A sentence: who, what, why.
    func sentence(_ say: Speech) -> Message {
        let what = say.list(kinds.sorted { $0.rawValue < $1.rawValue }.map { say.plain($0.opened) }), why = say.plain(isEmergency ? Message("in an emergency") : purpose.reason)
        switch who {
        case .named(let name): return Message("\(name, "name") opened \(what, "what"), \(why, "why").")
        case .program: return Message("The program itself opened \(what, "what"), \(why, "why").")
        case .other where purpose == .matching: return Message("Someone who was asked whether they and you fit together, or was matched with you, opened \(what, "what"), \(why, "why").")
        case .other where purpose == .volunteering: return Message("Someone whom you named, so that they speak for you, opened \(what, "what"), \(why, "why").")
        case .other: return Message("Someone who is not of the staff opened \(what, "what"), \(why, "why").")
        }
    }
}

extension Hub {
    /// Who opened what of the actor, by name where it was staff.
    func opened(_ db: any Connection, _ access: inout Access) throws -> [Opened] {
        let keyring = keyring, actor = access.actor
        var lines = Opened.Lines(in: settings.value.zone, emergencies: try emergencies(of: actor.person, db))
        try AccessRecordStore(db: db, keyring: keyring).eachOpened(of: actor.person) { lines.add($0) }
        var names = try staffNames(behind: lines.actors, db, &access).mapValues(Opened.Who.named)
        names[keyring.pseudonym(of: Actor.program(of: actor.organization).person)] = .program
        return lines.named { names[$0] ?? .other }
    }

    private func emergencies(of person: PersonID, _ db: any Connection) throws -> [(actor: String, time: ClosedRange<Date>)] {
        let grants = try db.breakGlass.all(of: person).map(\.grant)
        let workers = Dictionary(try db.staff.find(grants.map(\.worker)).map { ($0.user, keyring.pseudonym(of: $0.person)) }) { first, _ in first }
        return grants.compactMap { grant in workers[grant.worker].map { ($0, grant.openedAt...grant.endsAt) } }
    }
}

extension FieldClass {
    /// After \u{201C}opened\u{201D}.
    var opened: Message {
        switch self {
        case .identity: Message("your name")
        case .birth: Message("your age")
        case .majority: Message("whether you are under 18")
        case .contact: Message("how to reach you")
        case .circumstances: Message("what you told about yourself")
        case .notes: Message("notes about you")
        case .supervision: Message("what you said about how things are")
        case .emergency: Message("why your record was opened in an emergency")
        case .concern: Message("what worried you")
        case .protection: Message("sealed notes about you")
        case .account: Message("your sign-in")
        case .proof: Message("your second step of signing in")
        case .request: Message("what you asked about your data")
        }
    }
}

extension Purpose {
    /// Why, at the end of a sentence.
    var reason: Message {
        switch self {
        case .ownFile: Message("to show it to you")
        case .casework: Message("to work with your household")
        case .volunteering: Message("to look after those who help")
        case .matching: Message("to bring two sides together")
        case .safeguarding: Message("because of a concern")
        case .protection: Message("to keep you safe")
        case .messaging: Message("to write to you")
        case .administration: Message("to run the hub")
        case .dataProtection: Message("to watch over your data")
        }
    }
}
