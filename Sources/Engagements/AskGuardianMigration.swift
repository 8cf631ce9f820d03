import Storage

extension Migration {
    /// Who said yes for a child that was asked. Of answers from before nobody wrote it down.
    static let askGuardians = Migration(
        id: "engagements-021-ask-guardians",
        sql: ["ALTER TABLE asks ADD COLUMN guardian TEXT CONSTRAINT ask_guardian CHECK (guardian IS NULL OR answer = 'yes' AND guardian IN ('parent', 'appointed', 'office'))"])
}
