/// What a retention period counts from, such as `need.closed`; the area that owns it computes when it happened.
public struct RetentionEvent: RawRepresentable, Sendable, Hashable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The last work with someone, in whatever area; what belongs to the person as a whole goes then.
    public static let workEnded = RetentionEvent(rawValue: "work.ended")
    /// Someone opened a record of somebody else.
    public static let recordOpened = RetentionEvent(rawValue: "record.opened")
    /// A record was opened in an emergency.
    public static let emergencyOpened = RetentionEvent(rawValue: "emergency.opened")
    /// What was given to someone is no longer open to them.
    public static let shareClosed = RetentionEvent(rawValue: "share.closed")
}

/// How long a field is kept: so many days after the event.
///
/// Every period of one event has the same length: that is what a hub changes in `vocabularies/retention.yaml`.
public struct RetentionPeriod: Sendable, Hashable {
    /// 1 or more.
    public let days: Int
    public let event: RetentionEvent

    public init(days: Int, after event: RetentionEvent) { (self.days, self.event) = (days, event) }
}
