import Identity
import Localization
import Trust

/// What someone signed in with, as far as its owner needs to know it again: the family of the browser, no version, no model.
struct Device: Sendable, Hashable {
    enum Browser: String, Sendable, CaseIterable { case firefox, chrome, edge, safari, samsung, other }
    enum System: String, Sendable, CaseIterable { case android, iphone, ipad, windows, mac, linux, other }

    let browser: Browser
    let system: System

    static let unknown = Device(browser: .other, system: .other)

    init(browser: Browser, system: System) { (self.browser, self.system) = (browser, system) }

    /// By words that browsers put into the header User-Agent; each also names those it wants to be taken for, so the order matters.
    init(userAgent: String?) {
        let text = userAgent?.lowercased() ?? ""
        browser = Self.first(in: text, [
            ("edg", .edge), ("samsungbrowser", .samsung), ("firefox", .firefox), ("fxios", .firefox), ("chrom", .chrome), ("crios", .chrome),
            ("safari", .safari),
        ]) ?? .other
        system = Self.first(in: text, [
            ("iphone", .iphone), ("ipad", .ipad), ("android", .android), ("windows", .windows), ("mac os", .mac), ("macintosh", .mac), ("linux", .linux),
            ("x11", .linux),
        ]) ?? .other
    }

    private static func first<Kind>(in text: String, _ words: [(String, Kind)]) -> Kind? { words.first { text.contains($0.0) }?.1 }

    /// Such as "Firefox on Android".
    var message: Message {
        switch (browser.name, system.name) {
        case (let browser?, let system?): Message("\(browser, "browser") on \(system, "system")")
        case (let browser?, nil): Message("\(browser, "browser") on a device we don't know")
        case (nil, let system?): Message("A browser on \(system, "system")")
        case (nil, nil): Message("A browser we don't know")
        }
    }

    static let entries = ["browser", "system"].map { column in
        FieldEntry(table: "sessions", column: column, kind: .account, purposes: [.ownFile], basis: .legitimateInterest,
                   retention: .afterSession, sensitivity: .ordinary, owner: .administrator).from(.program)
    }
}

extension Device.Browser {
    fileprivate var name: String? {
        switch self {
        case .firefox: "Firefox"
        case .chrome: "Chrome"
        case .edge: "Edge"
        case .safari: "Safari"
        case .samsung: "Samsung Internet"
        case .other: nil
        }
    }
}

extension Device.System {
    fileprivate var name: String? {
        switch self {
        case .android: "Android"
        case .iphone: "iPhone"
        case .ipad: "iPad"
        case .windows: "Windows"
        case .mac: "Mac"
        case .linux: "Linux"
        case .other: nil
        }
    }
}
