import House
import Hummingbird
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Web

/// The case worker's way to the needs of a household: open, change, close, and open again.
struct NeedRoutes: Sendable {
    let hub: Hub
    let programs: ProgramCatalog
    private var needs: Needs { Needs(hub: hub, programs: programs) }

    var doors: [Door] {
        [door(.get, "/households/:id/needs/new", form), door(.post, "/households/:id/needs", open),
         door(.get, "/needs/:id", changeForm), door(.post, "/needs/:id", change),
         door(.post, "/needs/:id/closure", close), door(.post, "/needs/:id/reopening", reopen)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles([.caseWorker], method, path, for: .casework, work)
    }

    @Sendable private func form(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(try household(context), NeedForm(), [], context))
    }

    @Sendable private func open(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let household = try household(context), form = NeedForm(context.fields), problems = form.problems(programs)
        guard problems.isEmpty else { return context.show(try await page(household, form, problems, context), status: .unprocessableContent) }
        _ = try await needs.open(form, for: household, by: context.actor)
        return back(to: household)
    }

    @Sendable private func changeForm(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await changePage(nil, context))
    }

    /// - Parameter written: what somebody else's change came in between; nil for the need as it stands.
    private func changePage(_ written: NeedForm?, _ context: SignedInContext) async throws -> NeedFormPage {
        let id = try need(context), programs = programs
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let need = try db.needs.findInUse(id, &access)
            let members = try Self.members(need.household, db, &access)
            guard need.isOpen else { throw NeedProblem.closed }
            let words = try db.needs.words(of: [id])[id].map { try access.open($0, in: id.text, of: need.person, as: .assigned) } ?? ""
            let stands = NeedForm(need, times: try db.needs.times(of: [id])[id] ?? [], words: words)
            return NeedFormPage(
                token: context.token, household: need.household, need: id, form: written?.again(over: stands) ?? stands, problems: [],
                programs: programs.all, members: members, stands: written.map { _ in stands })
        }
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = NeedForm(context.fields)
        do {
            return back(to: try await needs.change(try need(context), form, by: context.actor))
        } catch NeedProblem.changed {
            return context.show(try await changePage(form, context), status: .conflict)
        }
    }

    @Sendable private func close(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let closing = Need.Closing(rawValue: context.fields["closing"]) ?? .other
        return back(to: try await needs.close(try need(context), closing, by: context.actor))
    }

    @Sendable private func reopen(_ request: Request, _ context: SignedInContext) async throws -> Response {
        back(to: try await needs.reopen(try need(context), by: context.actor))
    }

    private func page(_ household: HouseholdID, _ form: NeedForm, _ problems: [FieldProblem], _ context: SignedInContext) async throws -> NeedFormPage {
        let programs = programs
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let members = try Self.members(household, db, &access)
            var form = form
            if form.person.isEmpty { form.person = members.first?.id.text ?? "" }
            return NeedFormPage(token: context.token, household: household, need: nil, form: form, problems: problems, programs: programs.all, members: members)
        }
    }

    /// The members by name, the head first, where the household is in the actor's care.
    private static func members(_ household: HouseholdID, _ db: any Connection, _ access: inout Access) throws -> [NeedFormPage.Member] {
        _ = try db.households.findInCare(household, of: access.actor)
        var members: [NeedFormPage.Member] = []
        for person in try db.persons.members(of: [household]).sorted(by: { ($0.isHead ? 0 : 1, $0.id) < ($1.isHead ? 0 : 1, $1.id) }) {
            members.append(.init(id: person.id, name: try access.name(of: person, as: .assigned)))
        }
        return members
    }

    private func back(to household: HouseholdID) -> Response { .redirect(to: Route("/households/\(household.text)").fragment("needs")) }
    private func household(_ context: SignedInContext) throws -> HouseholdID { try context.parameter("id").flatMap { HouseholdID($0) }.orNotFound() }
    private func need(_ context: SignedInContext) throws -> NeedID { try context.parameter("id").flatMap { NeedID($0) }.orNotFound() }
}
