import Foundation
import House
import Localization
import Storage
import Trust

extension RetentionEvent {
    static let serviceClosed = RetentionEvent(rawValue: "service.closed")
}

extension RetentionRule {
    /// The row stays, as phones may be of it; who it names goes.
    static let contacts = RetentionRule(
        Message("Contacts of services that closed"), HSDSContact.name.retention, trigger: Message("the service was closed"), .erase, or: [.review],
        find: { moment, limit, _, db in
            try db.rows("""
                SELECT c.id, s.last_modified FROM contacts c JOIN services s ON s.id = c.service_id
                WHERE s.status IN ('inactive', 'defunct') AND s.last_modified < \(moment) AND (c.name IS NOT NULL OR c.email IS NOT NULL)
                ORDER BY s.last_modified, c.id LIMIT \(limit)
                """).map { Expired(try $0.get("id"), since: (try? $0.get("last_modified") as Date) ?? moment) }
        },
        drop: { contacts, _, db, _ in
            _ = try db.execute("UPDATE contacts SET name = NULL, title = NULL, email = NULL WHERE id IN \(in: contacts.map(\.id))")
        })
}
