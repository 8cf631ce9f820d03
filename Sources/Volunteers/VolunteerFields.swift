import Trust

/// The answers of an offer that is not sent yet.
enum DraftAnswers: PersonalField {
    static let entry = FieldEntry(
        table: "volunteer_drafts", column: "answers", kind: .circumstances, purposes: [.ownFile], basis: .contract,
        retention: RetentionPeriod(days: Draft.days, after: .draftLeft), sensitivity: .sensitive, owner: .coordinator).sealed()
}

/// The first letters of the name: enough to tell two applications of a list apart without opening names.
enum ApplicantInitials: PersonalField {
    static let entry = FieldEntry(volunteer: "applications", "initials").sealed(.row("person_id", of: "person_id"))
}

enum ApplicationDetailsField: PersonalField {
    static let entry = FieldEntry(volunteer: "applications", "details").sealed(.row("person_id", of: "person_id"))
}

enum RefereeName: PersonalField {
    static let entry = FieldEntry(volunteer: "referees", "name", kind: .contact).sealed()
}

enum RefereeContact: PersonalField {
    static let entry = FieldEntry(volunteer: "referees", "contact", kind: .contact).sealed()
}

enum RefereeAnswer: PersonalField {
    static let entry = FieldEntry(volunteer: "referees", "answer").sealed().from(.named)
}

/// Why a check or a meeting ended as it did, where that was written down.
public enum CredentialReason: PersonalField {
    public static let entry = FieldEntry(volunteer: "credentials", "reason", sensitivity: .special).sealed().from(.staff)
}

extension FieldEntry {
    /// A field of volunteers: two years after the last work with them ended.
    init(volunteer table: String, _ column: String, kind: FieldClass = .circumstances, sensitivity: Sensitivity = .sensitive) {
        self.init(
            table: table, column: column, kind: kind, purposes: [.volunteering, .matching, .ownFile], basis: .contract,
            retention: RetentionPeriod(days: 730, after: .workEnded), sensitivity: sensitivity, owner: .coordinator)
    }

    static let ofVolunteers: [FieldEntry] = [
        DraftAnswers.entry, ApplicantInitials.entry, ApplicationDetailsField.entry, RefereeName.entry, RefereeContact.entry,
        RefereeAnswer.entry, CredentialReason.entry,
        FieldEntry(volunteer: "applications", "status").from(.program), FieldEntry(volunteer: "applications", "reason").from(.staff),
        FieldEntry(volunteer: "volunteer_roles", "role"),
        FieldEntry(volunteer: "availability", "weekday"), FieldEntry(volunteer: "availability", "from_minute"),
        FieldEntry(volunteer: "availability", "to_minute"),
        FieldEntry(volunteer: "absences", "from_day"), FieldEntry(volunteer: "absences", "to_day"),
        FieldEntry(volunteer: "credentials", "kind").from(.staff), FieldEntry(volunteer: "credentials", "outcome").from(.staff),
        FieldEntry(volunteer: "volunteer_steps", "step").from(.program), FieldEntry(volunteer: "volunteer_steps", "clear_until").from(.program),
    ]
}
