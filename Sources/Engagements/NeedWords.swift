import Trust

/// What someone said of their need, kept as they said it.
public enum NeedWords: PersonalField {
    public static let entry = FieldEntry(
        table: "needs", column: "words", kind: .notes, purposes: [.casework, .ownFile], basis: .publicTask,
        retention: RetentionPeriod(days: 730, after: .needClosed), sensitivity: .special, owner: .caseWorker).sealed()
}

extension FieldEntry {
    /// A fact that a round reads: it goes with the need or the offer it is of.
    private init(fact table: String, _ column: String, sensitivity: Sensitivity = .sensitive) {
        self = FieldEntry(
            table: table, column: column, kind: .circumstances, purposes: [.matching], basis: .publicTask,
            retention: RetentionPeriod(days: 1, after: .factsOutdated), sensitivity: sensitivity, owner: .coordinator).from(.program)
    }

    private init(need table: String, _ column: String, sensitivity: Sensitivity = .sensitive) {
        self.init(
            table: table, column: column, kind: .circumstances, purposes: [.casework, .matching, .ownFile], basis: .publicTask,
            retention: RetentionPeriod(days: 730, after: .needClosed), sensitivity: sensitivity, owner: .caseWorker)
    }

    /// What a volunteer has time for; it goes with the volunteer.
    private init(offer table: String, _ column: String) {
        self.init(
            table: table, column: column, kind: .circumstances, purposes: [.casework, .matching, .ownFile], basis: .publicTask,
            retention: RetentionPeriod(days: 730, after: .workEnded), sensitivity: .ordinary, owner: .coordinator)
    }

    /// What stands of needs and offers, each with its reason: for whom a round looks, how long they wait, which hard
    /// rules hold (language, distance, times, gender wish, children, clearance, places left), and nothing else.
    static let ofNeedsAndOffers: [FieldEntry] = ofNeeds + ofOffers

    static let ofOffers: [FieldEntry] = [FieldEntry(offer: "givers", "capacity"), FieldEntry(offer: "givers", "last_day"), FieldEntry(offer: "offers", "program")]

    static let ofNeeds: [FieldEntry] = [
        NeedWords.entry,
        FieldEntry(need: "needs", "program", sensitivity: .special), FieldEntry(need: "needs", "urgency"),
        FieldEntry(need: "needs", "gender_wish"), FieldEntry(need: "needs", "access", sensitivity: .special), FieldEntry(need: "needs", "opened_on"), FieldEntry(need: "needs", "closing"),
        FieldEntry(need: "need_times", "weekday"), FieldEntry(need: "need_times", "from_minute"), FieldEntry(need: "need_times", "to_minute"),
        FieldEntry(fact: "match_facts", "program"), FieldEntry(fact: "match_facts", "waiting_since"), FieldEntry(fact: "match_facts", "urgency"),
        FieldEntry(fact: "match_facts", "gender"), FieldEntry(fact: "match_facts", "gender_wish"), FieldEntry(fact: "match_facts", "has_children"),
        FieldEntry(fact: "match_facts", "people"), FieldEntry(fact: "match_facts", "children"), FieldEntry(fact: "match_facts", "seniors"),
        FieldEntry(fact: "match_facts", "access", sensitivity: .special), FieldEntry(fact: "match_facts", "latitude"), FieldEntry(fact: "match_facts", "longitude"),
        FieldEntry(fact: "match_facts", "travel", sensitivity: .ordinary), FieldEntry(fact: "match_facts", "is_cleared"),
        FieldEntry(fact: "match_facts", "is_cleared_for_children"), FieldEntry(fact: "match_facts", "free", sensitivity: .ordinary),
        FieldEntry(fact: "match_facts", "last_day", sensitivity: .ordinary), FieldEntry(fact: "match_facts", "is_step_free", sensitivity: .ordinary),
        FieldEntry(fact: "match_fact_languages", "code"), FieldEntry(fact: "match_fact_languages", "level"),
        FieldEntry(fact: "match_fact_times", "weekday"), FieldEntry(fact: "match_fact_times", "from_minute"), FieldEntry(fact: "match_fact_times", "to_minute"),
        FieldEntry(fact: "match_fact_absences", "from_day"), FieldEntry(fact: "match_fact_absences", "to_day"),
    ]
}
