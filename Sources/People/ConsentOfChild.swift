import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Web

/// Why an answer to a notice was not written down.
package enum ConsentProblem: Explained {
    case how, guardian, assent, ofAge, ownPage

    package var message: Message {
        switch self {
        case .how: Message("Choose how it was explained and answered.")
        case .guardian: Message("This person is under 18, or may be. Choose who says yes for the child.")
        case .assent: Message("Choose whether the child agrees, or is too young to be asked. If the child says no, write down a no.")
        case .ofAge: Message("This person is of age, and answers for themselves.")
        case .ownPage: Message("You are under 18, or may be. Come to the desk with a parent or guardian: they say yes together with you. You can take back a yes yourself at any time.")
        }
    }
}

extension ConsentEvent.Manner {
    /// A yes for a child counts only where a parent or guardian says it, and the child agrees or is too young to be asked. A no is anybody's, the
    /// child's as well, and so is taking back.
    ///
    /// - Parameter isChild: nil where nobody knows when they were born.
    func check(_ decision: ConsentEvent.Decision, isChild: Bool?) throws(ConsentProblem) {
        guard decision.isYes else { return }
        guard guardian != nil else {
            if isChild == true { throw channel == .own ? .ownPage : .guardian }
            return
        }
        if isChild == false { throw .ofAge }
        if assent == nil { throw .assent }
    }
}

extension MannerForm {
    /// Who says yes for the child that is asked something else than a notice, by the same rules; nil for an adult, who says it alone.
    package func guardian(ofYes isChild: Bool?, isDesk: Bool) throws(ConsentProblem) -> ConsentEvent.Guardian? {
        let manner: ConsentEvent.Manner = isDesk ? try guarded(.spoken, .given) : .own
        try manner.check(.given, isChild: isChild)
        return manner.guardian
    }
}

extension Access {
    /// Whether someone is under 18, or may be; nil where nobody wrote down when they were born. That is all that is learnt, and all that is recorded.
    ///
    /// - Throws: `Refusal.notFound` where nobody else is there, or their data is kept and not used: no yes of theirs is written down.
    package mutating func isChild(_ person: PersonID, as relation: Relation, on today: Day, _ hub: Hub, in db: any Connection) throws -> Bool? {
        let known = try db.persons.find(person, visibleTo: actor)
        // Who signs in need not be written down as a person.
        guard known != nil || person == actor.person else { throw Refusal.notFound }
        if let birth = known?.birthDate {
            return try learn(.majority, from: birth, in: person.text, of: person, as: relation) { Birth($0)?.mayBeChild(on: today) }
        }
        return try hub.toldChild(person, as: relation, on: today, db, &self)
    }
}
