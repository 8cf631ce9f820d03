@testable import Directory
@testable import Engagements
import Foundation
import House
@testable import Localization
@testable import Optimization
@testable import People
@testable import Privacy
@testable import Volunteers

extension Parser {
    /// The files by which a town says how it works and speaks.
    static let vocabularies = [
        Parser("po", text: { text in
            let isSound = (try? Catalog(po: text, language: "fr")) != nil
            guard let merged = try? POFile.merged(extracted: [], into: text, language: "fr") else { return }
            // What we write of a sound catalog is one.
            precondition(!isSound || (try? Catalog(po: merged, language: "fr")) != nil)
        }),
        Parser("plurals", text: { text in
            guard let rule = PluralExpression(text) else { return }
            for count: UInt in [0, 1, 2, 5, 11, 21, .max] { _ = rule.value(for: count) }
        }),
        Parser("programs", text: { text in _ = try? ProgramFile(text, roles: roles, pictures: "") }),
        Parser("roles", text: { text in _ = try? RoleCatalog(yaml: text) }),
        Parser("topics", text: { text in _ = try? Topics(yaml: text) }),
        Parser("notices", text: { text in _ = try? Notices(yaml: text) }),
        Parser("retention", text: { text in _ = try? RetentionPlan(text, for: rules) }),
    ]

    private static let roles = RoleCatalog(all: [], names: [:])
    private static let rules = [RetentionRule.contacts, .drafts]

    /// Problems of matching, as others write them.
    static let markets = [
        Parser("placements", text: { text in _ = try? PlacementText(text) }),
        Parser("transports", text: { text in _ = try? TransportText(text) }),
        Parser("assignments", text: { text in
            _ = try? AssignmentText.read(text, maximizes: true)
            _ = try? AssignmentText.read(text, maximizes: false)
        }),
    ]
}
