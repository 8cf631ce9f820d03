/// How far a new hub is set up; kept with the settings, so that it can be left and taken up again.
public enum Setup: String, Sendable, CaseIterable {
    /// The administrator is named.
    case administrator
    /// The root key is printed.
    case key
    /// Whom people can call.
    case helper
    /// Where letters leave.
    case mail
    /// The test letter came; left out where no letters are sent.
    case letter
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
