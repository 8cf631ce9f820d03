import Foundation
import House
import Identity
import Messaging
import People
import Storage
import Trust

extension Erasure {
    /// What someone sought, gave and lived with others goes; the other side of what is under way is told in neutral words.
    static let engagements = Erasure(of: [
        "needs", "need_times", "givers", "offers", "match_facts", "match_fact_languages", "match_fact_times", "match_fact_absences",
        "asks", "engagements", "engagement_meetings", "check_ins", "engagement_flags", "matches", "round_needs", "holds",
    ]) { person, hub, db, _ in
        let cluster = MatchCluster(db: db), now = hub.now()
        try cluster.tellOthers(of: person, at: now)
        try cluster.drop(try cluster.matches(of: person))
        try cluster.dropGiver(person)
        try db.matches.forget(person, at: now)
        try RoundMemory(db: db).drop(of: person)
        if let home = try db.persons.homeAlone(person) { _ = try db.execute("DELETE FROM refusals WHERE household_id = \(home)") }
        try cluster.drop(needs: db.rows("SELECT id FROM needs WHERE person_id = \(person)").map { try $0.get("id") })
    }
}

/// A match with all that came of it: questions, answers, the engagement and its check-ins. It goes as a whole, or not at all.
struct MatchCluster {
    let db: any Connection

    func matches(of person: PersonID) throws -> [MatchID] {
        try db.rows("""
            SELECT m.id FROM matches m JOIN needs n ON n.id = m.need_id WHERE n.person_id = \(person)
            UNION SELECT m.id FROM matches m JOIN givers g ON g.id = m.giver_id WHERE g.person_id = \(person)
            """).map { try $0.get("id") }
    }

    /// Nobody learns from it who was erased, nor that anybody was.
    func tellOthers(of person: PersonID, at now: Date) throws {
        for match in try matches(of: person) {
            let isAsking = try db.count("SELECT count(*) FROM matches WHERE id = \(match) AND status = 'asking'") > 0
            for ask in try db.asks.asks(of: match) where ask.person != person {
                // Whose question has not left knows of nothing.
                if isAsking, ask.leavesAt <= now { try db.outbox.post(.askClosed, to: ask.person, key: "ask:\(ask.id.text):closed", notBefore: now, at: now) }
            }
            guard let engagement = try db.engagements.find(match: match), engagement.status != .ended else { continue }
            for side in Side.allCases {
                guard let other = engagement.person(side), other != person else { continue }
                try db.outbox.post(.over, to: other, key: "over:\(engagement.id.text):\(side.rawValue)", notBefore: now, at: now)
            }
        }
    }

    func drop(_ matches: [MatchID]) throws {
        for few in matches.chunked(by: 200) { try dropFew(few) }
    }

    private func dropFew(_ matches: [MatchID]) throws {
        let lived: SQL = "(SELECT id FROM engagements WHERE match_id IN \(in: matches))"
        let needs: [NeedID] = try db.rows("SELECT need_id FROM matches WHERE id IN \(in: matches)").map { try $0.get("need_id") }
        for ask in try db.asks.asks(of: matches) {
            for key in [Asking.letterKey(ask.id), Asking.reminderKey(ask.id)] { try db.outbox.takeBack(key: key) }
        }
        for row in try db.rows("SELECT id FROM engagements WHERE match_id IN \(in: matches)") {
            try db.outbox.takeBack(prefix: "engagement:\(try row.get("id") as String)")
        }
        for row in try db.rows("SELECT id FROM check_ins WHERE engagement_id IN \(lived)") {
            try db.outbox.takeBack(key: "check-in:\(try row.get("id") as String)")
        }
        _ = try db.execute("DELETE FROM engagement_flags WHERE engagement_id IN \(lived)")
        _ = try db.execute("DELETE FROM engagement_meetings WHERE engagement_id IN \(lived)")
        _ = try db.execute("DELETE FROM check_ins WHERE engagement_id IN \(lived)")
        _ = try db.execute("DELETE FROM engagements WHERE match_id IN \(in: matches)")
        _ = try db.execute("DELETE FROM asks WHERE match_id IN \(in: matches)")
        _ = try db.execute("DELETE FROM matches WHERE id IN \(in: matches)")
        // Who was helped by someone who is gone can be matched again.
        try db.facts.countLive("id IN \(in: needs)")
    }

    /// What someone gives, once no match is left of it.
    func dropGiver(_ person: PersonID) throws {
        let givers: [GiverID] = try db.rows("SELECT id FROM givers WHERE person_id = \(person)").map { try $0.get("id") }
        let offers: [OfferID] = try db.rows("SELECT id FROM offers WHERE giver_id IN \(in: givers)").map { try $0.get("id") }
        try db.facts.remove(offers.map(\.text))
        _ = try db.execute("DELETE FROM holds WHERE offer_id IN \(in: offers)")
        _ = try db.execute("DELETE FROM proposals WHERE offer_id IN \(in: offers)")
        _ = try db.execute("DELETE FROM round_additions WHERE offer_id IN \(in: offers)")
        _ = try db.execute("DELETE FROM pair_rules WHERE offer_id IN \(in: offers)")
        _ = try db.execute("DELETE FROM offers WHERE id IN \(in: offers)")
        _ = try db.execute("DELETE FROM refusals WHERE giver_id IN \(in: givers)")
        _ = try db.execute("DELETE FROM givers WHERE id IN \(in: givers)")
    }

    /// Needs, once no match is left of them.
    func drop(needs: [NeedID]) throws {
        for few in needs.chunked(by: 200) {
            try db.facts.remove(few.map(\.text))
            _ = try db.execute("DELETE FROM holds WHERE need_id IN \(in: few)")
            _ = try db.execute("DELETE FROM proposals WHERE need_id IN \(in: few)")
            _ = try db.execute("DELETE FROM round_additions WHERE need_id IN \(in: few)")
            _ = try db.execute("DELETE FROM pair_rules WHERE need_id IN \(in: few)")
            _ = try db.execute("DELETE FROM needs WHERE id IN \(in: few)")
        }
    }
}
