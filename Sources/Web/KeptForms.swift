import Foundation
import Hummingbird
import Identity

/// Forms of people whose session ended before they sent them, kept for an hour for those who wrote them and nobody else.
///
/// They are never sent by themselves: whoever wrote one signs in again and presses a button. They lie sealed, and in memory alone, so that
/// no backup holds what somebody may have decided not to send.
public actor KeptForms {
    struct Form: Sendable {
        let id: String
        /// Where it was sent, with its query; it is sent on to no other place.
        let place: String
        let keptAt: Date
        fileprivate let user: UserID, sealed: String
    }
    /// The field that names a form to be sent on.
    static let field = "kept_id"
    static let lasting = 3600.0
    private static let mostOfOne = 5, most = 500

    private let now: @Sendable () -> Date
    /// In the order in which they came.
    private var forms: [Form] = []

    public init(now: @escaping @Sendable () -> Date) { self.now = now }

    func keep(_ fields: Fields, sentTo place: String, by user: UserID, _ signIn: SignIn) throws {
        let sealed = try signIn.seal(fields.urlEncoded, Self.name(user, place))
        forms.removeAll { isOver($0) }
        let own = forms.filter { $0.user == user }
        if own.count >= Self.mostOfOne, let oldest = own.first { drop(oldest.id) }
        if forms.count >= Self.most { forms.removeFirst() }
        forms.append(Form(id: signIn.randomToken(), place: place, keptAt: now(), user: user, sealed: sealed))
    }

    /// What this user may send on, the newest first.
    func all(of user: UserID) -> [Form] { forms.filter { $0.user == user && !isOver($0) }.reversed() }

    /// What was written, for whoever wrote it; nil for everyone else, and at another place.
    func fields(_ id: String, of user: UserID, at place: String, _ signIn: SignIn) -> Fields? {
        all(of: user).first { $0.id == id && $0.place == place }.flatMap { Self.opened($0, signIn) }
    }

    func drop(_ id: String, of user: UserID) {
        if forms.contains(where: { $0.id == id && $0.user == user }) { drop(id) }
    }

    private func drop(_ id: String) { forms.removeAll { $0.id == id } }
    private func isOver(_ form: Form) -> Bool { now().timeIntervalSince(form.keptAt) >= Self.lasting }

    static func opened(_ form: Form, _ signIn: SignIn) -> Fields? {
        signIn.unseal(form.sealed, name(form.user, form.place)).flatMap { Fields(urlEncoded: $0) }
    }

    private static func name(_ user: UserID, _ place: String) -> String { "kept-form|\(user.text)|\(place)" }
}

extension KeptForms {
    /// Where people see what is kept for them, send it on, or throw it away.
    nonisolated var doors: [Door] {
        [.signedIn(.get, "/kept-forms") { _, context in
            let signIn = context.visitor.signIn
            let items = await self.all(of: context.actor.user).compactMap { form in
                Self.opened(form, signIn).map { KeptFormsPage.Item(id: form.id, action: .local(form.place) ?? "/", words: $0.words) }
            }
            return context.show(KeptFormsPage(token: context.token, items: items))
        },
         .signedIn(.post, "/kept-forms/removal") { _, context in
             await self.drop(context.fields[Self.field], of: context.actor.user)
             return .redirect(to: "/kept-forms")
         }]
    }
}
