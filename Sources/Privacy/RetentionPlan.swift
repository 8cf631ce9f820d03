import Foundation
import House
import Trust
import Yams

/// What is wrong in the file of retention rules, and where.
public struct RetentionPlanProblem: Error, CustomStringConvertible {
    public let description: String
    init(_ text: String, line: Int?) { description = "retention.yaml\(line.map { ", line \($0)" } ?? ""): \(text)" }
}

/// What a hub has chosen to keep longer or shorter than the program proposes (`vocabularies/retention.yaml`).
struct RetentionPlan: Sendable {
    private struct Choice: Sendable { let days: Int?, action: RetentionRule.Action? }
    private var choices: [RetentionEvent: Choice] = [:]

    /// - Throws: `RetentionPlanProblem` for what is no rule, twice there, or not to be chosen; so a hub does not start with a slip in it.
    init(_ yaml: String, for rules: [RetentionRule]) throws {
        let node: Node?
        do { node = try Yams.compose(yaml: yaml) } catch let YamlError.parser(_, problem, mark, _) {
            throw RetentionPlanProblem("it can't be read: \(problem).", line: mark.line)
        } catch let YamlError.scanner(_, problem, mark, _) {
            throw RetentionPlanProblem("it can't be read: \(problem).", line: mark.line)
        }
        guard let entries = node?.mapping?["rules"]?.sequence else { throw RetentionPlanProblem("it needs the list \"rules\", which may be empty.", line: 1) }
        for entry in entries { try take(entry, rules) }
    }

    private mutating func take(_ entry: Node, _ rules: [RetentionRule]) throws {
        let line = entry.mark?.line, name = entry["after"]?.string ?? ""
        func fail(_ text: String) -> RetentionPlanProblem { RetentionPlanProblem(text, line: line) }
        if let wrong = (entry.mapping?.keys.compactMap(\.string) ?? []).first(where: { !["after", "days", "action"].contains($0) }) {
            throw fail("a rule has no \"\(wrong)\".")
        }
        guard let rule = rules.first(where: { $0.event.rawValue == name }) else {
            throw fail("there is no event \"\(name)\". There are: \(rules.map(\.event.rawValue).sorted().joined(separator: ", ")).")
        }
        guard choices[rule.event] == nil else { throw fail("\(name) stands in it twice.") }
        let days = try entry["days"].map { node in
            guard let days = node.int, (1...36_525).contains(days) else { throw fail("\(name) needs days from 1 to 36525.") }
            return days
        }
        let action = try entry["action"].map { node in
            guard let action = node.string.flatMap(RetentionRule.Action.init), rule.actions.contains(action) else {
                throw fail("\(name) can have the actions: \(rule.actions.map(\.rawValue).sorted().joined(separator: ", ")).")
            }
            return action
        }
        choices[rule.event] = Choice(days: days, action: action)
    }

    func applied(to rules: [RetentionRule]) -> [RetentionRule] {
        rules.map { rule in choices[rule.event].map { rule.changed(days: $0.days, action: $0.action) } ?? rule }
    }
}

extension [Feature] {
    /// The same areas, each keeping what it holds for as long as this hub has chosen.
    public func keeping(_ resources: Resources) throws -> [Feature] {
        let plan = try RetentionPlan(resources.text("vocabularies/retention.yaml") ?? "rules: []", for: flatMap(\.retention))
        return map { feature in
            var feature = feature
            feature.retention = plan.applied(to: feature.retention)
            return feature
        }
    }
}
