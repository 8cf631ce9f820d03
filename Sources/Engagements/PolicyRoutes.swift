import Foundation
import House
import Hummingbird
import Identity
import Localization
import Storage
import Trust
import Web

/// By what rounds choose: the coordinator sees it, tries another, and puts it in force.
struct PolicyRoutes: Sendable {
    let hub: Hub
    let catalog: ProgramCatalog
    private var desk: RoundDesk { RoundDesk(hub: hub, catalog: catalog) }

    var doors: [Door] {
        [door(.get, "/round/policy", show), door(.post, "/round/policy/trial", tryOut), door(.post, "/round/policy", adopt)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles([.coordinator], method, path, for: .matching, work)
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(nil, [], trying: nil, context))
    }

    /// Writes nothing.
    @Sendable private func tryOut(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await answer(PolicyForm(context.fields), context) { policy, form in context.show(try await page(form, [], trying: policy, context)) }
    }

    @Sendable private func adopt(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await answer(PolicyForm(context.fields), context) { policy, _ in
            _ = try await desk.solve(for: context.actor.organization, by: policy)
            try await desk.adopt(policy, by: context.actor, at: hub.now())
            return .redirect(to: "/round/policy")
        }
    }

    private func answer(
        _ form: PolicyForm, _ context: SignedInContext, _ work: (Policy, PolicyForm) async throws -> Response
    ) async throws -> Response {
        guard let policy = form.policy else { return context.show(try await page(form, form.problems, trying: nil, context), status: .unprocessableContent) }
        do { return try await work(policy, form) } catch RoundProblem.tooLarge {
            let problem = FieldProblem("fair", RoundProblem.tooLarge.message)
            return context.show(try await page(form, [problem], trying: nil, context), status: .unprocessableContent)
        }
    }

    /// - Parameter form: nil for the policy in force.
    private func page(_ form: PolicyForm?, _ problems: [FieldProblem], trying policy: Policy?, _ context: SignedInContext) async throws -> PolicyPage {
        let organization = context.actor.organization, token = context.token, zone = context.visitor.face.timeZone
        let trial: PolicyTrial? = if let policy { try await trial(of: policy, context) } else { nil }
        let history = try await hub.archive.read { try $0.policies.history(of: organization, limit: 10) }
        let inForce = history.first?.policy ?? .standard
        return PolicyPage(
            token: token, inForce: inForce, history: history.map { ($0.policy, $0.at) }, form: form ?? PolicyForm(inForce), problems: problems,
            trial: trial, zone: zone)
    }

    private func trial(of policy: Policy, _ context: SignedInContext) async throws -> PolicyTrial {
        let (now, tried) = try await desk.market(of: context.actor.organization).rounds(desk.rules, trying: policy)
        let effect = PolicyEffect(now, tried), catalog = catalog
        let shares = SharesPart(of: tried, besides: now, try await hub.archive.read { try $0.places.all() })
        let price = try policy.fairness.map { try PriceOfFairness(tried, by: $0) }
        let shown = [effect.gaining, effect.losing].map { Array($0.prefix(PolicyTrial.shown)) }
        let labels = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            try RoundLabels(needs: shown[0] + shown[1], offers: [], catalog: catalog, db: db, access: &access)
        }
        return PolicyTrial(
            policy: policy, effect: effect, gaining: shown[0].compactMap { labels.known($0.id) }, losing: shown[1].compactMap { labels.known($0.id) },
            today: now.rules.day, shares: shares, price: price)
    }
}
