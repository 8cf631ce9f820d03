import House
import Hummingbird
import Identity
import Markup
import Vault
import Web

/// Where someone goes on who was asked on the way to a page to show that it is still them.
struct ProofRoutes: Sendable {
    var doors: [Door] {
        [Door.signedIn(.post, "/my/proof") { _, context in
            .redirect(to: Route.local(context.fields["next"]) ?? context.actor.home)
        }.fresh()]
    }
}
