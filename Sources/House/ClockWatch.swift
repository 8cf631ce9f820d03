import Identity

/// Notices that the clock of somebody's phone and that of the hub differ: by two codes in a row that are both right for the same other time.
///
/// One alone tells nothing: whoever guesses finds one of the thousands of codes of two days soon, and would learn from a word about
/// it which code to try again. In memory alone.
public actor ClockWatch {
    private struct Seen { let differences: [Int], step: Int }
    private var seen: [UserID: Seen] = [:]
    private static let most = 10_000
    /// Periods in which the second code has to come: ten minutes.
    private static let lasting = 20

    /// - Parameters:
    ///   - differences: by how many periods the phone's clock may be ahead, as its code says.
    ///   - step: the period in which it was typed.
    package func differ(for user: UserID, by differences: [Int], at step: Int) -> Bool {
        let before = seen[user]
        if seen.count >= Self.most { seen.removeAll() }
        seen[user] = differences.isEmpty ? nil : Seen(differences: differences, step: step)
        guard let before, step - before.step <= Self.lasting else { return false }
        return differences.contains { difference in
            // A later code than the first, from the same clock.
            before.differences.contains { abs($0 - difference) <= 1 && step + difference > before.step + $0 }
        }
    }
}
