import Identity
import Trust

/// Why someone said no, for the coordinator alone.
enum AskReason: PersonalField { static let entry = FieldEntry(life: "asks", "reason").sealed() }
/// What someone wanted to say besides at a check-in.
enum CheckInWords: PersonalField { static let entry = FieldEntry(life: "check_ins", "words").sealed() }
/// What was reached, in people's own words; sealed under the newcomer's key.
enum ReachedWords: PersonalField { static let entry = FieldEntry(life: "engagements", "reached").sealed(.row("id", of: "newcomer_id")) }
/// What the coordinator did about a flag; sealed under the newcomer's key.
enum FlagNote: PersonalField {
    static let entry = FieldEntry(life: "engagement_flags", "note").sealed(.row("id", of: "newcomer_id", in: "engagements", by: "engagement_id")).from(.staff)
}

extension FieldEntry {
    init(life table: String, _ column: String, kind: FieldClass = .supervision, basis: LawfulBasis = .publicTask, sensitivity: Sensitivity = .special) {
        self.init(
            table: table, column: column, kind: kind, purposes: [.volunteering, .matching, .ownFile], basis: basis,
            retention: RetentionPeriod(days: 730, after: .engagementEnded), sensitivity: sensitivity, owner: .coordinator)
    }

    /// What is kept in clear stands by ids alone: it sorts lists and counts, and tells nobody by itself.
    static let ofLife: [FieldEntry] = [AskReason.entry, CheckInWords.entry, ReachedWords.entry, FlagNote.entry]
        + [("asks", "answer"), ("asks", "with_children"), ("asks", "language"), ("asks", "guardian"), ("engagements", "with_children"), ("engagements", "ending"),
           ("engagements", "suspension"), ("engagement_meetings", "happened_on"), ("engagement_meetings", "kind"), ("check_ins", "going"),
           ("check_ins", "meeting"), ("check_ins", "is_safe"), ("check_ins", "wants_talk"), ("engagement_flags", "kind"),
           ("matches", "children"), ("matches", "adults"), ("matches", "seniors")]
        .map { FieldEntry(life: $0.0, $0.1, sensitivity: .sensitive) }
}
