import Hummingbird
import Identity
import Localization
import Logging

/// All that the web layer needs to serve a hub.
public struct Site: Sendable {
    public let settings: WebSettings
    public let signIn: SignIn
    public let catalogs: Catalogs
    public let assets: Assets
    public let doors: [Door]
    public let navigation: [NavigationItem]
    public let face: @Sendable () -> HubFace
    let limits: FormLimits
    let kept: KeptForms
    /// Why the hub is closed to everyone, asked for each request; nil while it is open.
    private let whyClosed: @Sendable () -> (any Explained)?

    public init(
        settings: WebSettings, signIn: SignIn, assets: Assets, catalogs: Catalogs, doors: [Door], navigation: [NavigationItem],
        limits: FormLimits, kept: KeptForms, face: @escaping @Sendable () -> HubFace, whyClosed: @escaping @Sendable () -> (any Explained)?
    ) {
        (self.limits, self.kept) = (limits, kept)
        (self.settings, self.signIn, self.catalogs, self.assets) = (settings, signIn, catalogs, assets)
        (self.doors, self.navigation, self.face, self.whyClosed) = (doors + kept.doors + [assets.door], navigation, face, whyClosed)
    }

    /// Every door behind the same layers; the first one here is the outermost.
    public func router() -> Router<VisitorContext> {
        let router = Router(context: VisitorContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(isSecure: settings.isSecure))
        router.add(middleware: RequestLog())
        router.add(middleware: Reception(site: self))
        // The outer one for what fails before the visitor is recognized, the inner one so that its page knows them.
        router.add(middleware: ErrorPages())
        router.add(middleware: HostCheck(settings: settings))
        router.add(middleware: Opening(whyClosed: whyClosed))
        router.add(middleware: Recognition(site: self))
        router.add(middleware: ErrorPages())
        router.add(middleware: MethodCheck(doors: doors))
        let filePaths = paths(\.takesFiles)
        router.add(middleware: FormReader(settings: settings, filePaths: filePaths))
        router.add(middleware: FormCheck(settings: settings, filePaths: filePaths, openPaths: paths { $0.audience == .anyone && $0.method == .post }, kept: kept))
        router.add(middleware: SentOnce(sent: SentForms(), mac: signIn.mac))
        for door in doors {
            router.on(RouterPath(door.path), method: door.method) { request, context in
                // Whoever is signed in is answered for by name.
                if door.isCounted, context.session == nil {
                    try await limits.pass(door.path, from: .init(address: context.address(forwarded: request.headers[.forwardedFor]), browser: context.browser, known: context.known))
                }
                return try await door.handler(request, context)
            }
        }
        return router
    }

    private func paths(_ isMeant: (Door) -> Bool) -> Set<String> { Set(doors.filter(isMeant).map(\.path)) }

    public func cookie(_ name: String, _ value: String, days: Int? = nil, readable: Bool = false) -> Cookie {
        Cookie(
            name: readable ? name : settings.cookieName(name), value: value, maxAge: days.map { $0 * 86_400 },
            path: "/", secure: settings.isSecure, httpOnly: true, sameSite: .lax)
    }
}
