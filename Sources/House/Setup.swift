/// How far a new hub is set up; kept with the settings, so that it can be left and taken up again.
public enum Setup: String, Sendable, CaseIterable {
    /// The administrator is named.
    case administrator
    /// The root key is printed.
    case key
    /// Who does what.
    case roles
    /// The first lists are brought in.
    case lists

    /// What comes after this step; nil after the last.
    public var next: Setup? {
        let all = Self.allCases
        return all.firstIndex(of: self).flatMap { $0 + 1 < all.count ? all[$0 + 1] : nil }
    }
}
