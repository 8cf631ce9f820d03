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

    /// Reads taken together as they come, so that however many one reader makes in a day, those of others stay to be seen.
    struct Lines {
        private struct Key: Hashable { let day: Day, actor: String, purpose: Purpose }
        private let zone: TimeZone
        private var order: [Key] = [], kinds: [Key: Set<FieldClass>] = [:]

        init(in zone: TimeZone) { self.zone = zone }

        var actors: Set<String> { Set(order.map(\.actor)) }

        mutating func add(_ record: AccessRecord) {
            let key = Key(day: Day(record.at, in: zone), actor: record.actor, purpose: record.purpose)
            if kinds[key] == nil { order.append(key) }
            kinds[key, default: []].formUnion(record.kinds)
        }

        /// The newest first.
        func named(_ name: (String) -> Who) -> [Opened] {
            order.reversed().map { Opened(day: $0.day, who: name($0.actor), purpose: $0.purpose, kinds: kinds[$0] ?? []) }
        }
    }

    /// A sentence: who, what, why.
    func sentence(_ say: Speech) -> Message {
        let what = say.list(kinds.sorted { $0.rawValue < $1.rawValue }.map { say.plain($0.opened) }), why = say.plain(purpose.reason)
        switch who {
        case .named(let name): return Message("\(name, "name") opened \(what, "what"), \(why, "why").")
        case .program: return Message("The program itself opened \(what, "what"), \(why, "why").")
        case .other: return Message("Someone who is not of the staff opened \(what, "what"), \(why, "why").")
        }
    }
}

extension Hub {
    /// Who opened what of the actor, by name where it was staff.
    func opened(_ db: any Connection, _ access: inout Access) throws -> [Opened] {
        let keyring = keyring, actor = access.actor
        var lines = Opened.Lines(in: settings.value.zone)
        try AccessRecordStore(db: db, keyring: keyring).eachOpened(of: actor.person) { lines.add($0) }
        var names = try staffNames(behind: lines.actors, db, &access).mapValues(Opened.Who.named)
        names[keyring.pseudonym(of: Actor.program(of: actor.organization).person)] = .program
        return lines.named { names[$0] ?? .other }
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
