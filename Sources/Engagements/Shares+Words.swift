import Identity
import Localization
import Markup
import People
import Web

extension Fairness.Trait {
    var name: Message {
        switch self {
        case .language: Message("Language", context: "fairness")
        case .gender: Message("Women and men", context: "fairness")
        case .place: Message("Part of town", context: "fairness")
        case .children: Message("With and without children", context: "fairness")
        case .disability: Message("With and without a disability", context: "fairness")
        case .asked: Message("When they asked", context: "fairness")
        }
    }
}

extension Fairness {
    func sentence(_ say: Speech) -> HTML {
        say("No group is helped less than its share by more than \(percent, "number") percent. Groups are told apart by: \(say.list(traits.map { say.plain($0.name) }), "traits").")
    }
}

extension FairGroup {
    /// - Parameter places: the parts of town by where they lie.
    func name(_ places: [Point: String], _ say: Speech) -> HTML {
        switch kind {
        case .language(let code): code.map { "<bdi>\(say.languageName($0))</bdi>" as HTML } ?? say("language not known")
        case .gender(let gender): say(gender.message)
        case .place(let point): point.flatMap { places[$0] }.map { "<bdi>\($0)</bdi>" as HTML } ?? say("part of town not known")
        case .children(true): say("Households with children")
        case .children(false): say("Households without children")
        case .disability(true): say("A disability has to be thought of")
        case .disability(false): say("No disability, or none was said")
        case .asked(.month): say("Asked within a month")
        case .asked(.quarter): say("Asked one to three months ago")
        case .asked(.halfYear): say("Asked three to six months ago")
        case .asked(.longer): say("Asked half a year ago or earlier")
        case .others: say("All smaller groups together")
        }
    }
}

extension SharesPart {
    /// Nil where the round tells no groups apart.
    init?(of tried: Round, besides now: Round, _ places: [Place]) {
        guard let shares = tried.shares else { return nil }
        self.init(
            shares: shares, policy: tried.policy, now: shares.shares.map { share in share.group.needs.count { now.offer(for: $0) != nil } },
            places: Dictionary(places.map { ($0.point, $0.name) }) { first, _ in first }, roomGap: tried.gap)
    }
}

extension Shares {
    /// What is proved of a round that keeps shares, or how far it may be from it.
    /// - Parameter gap: see `Shares.gap`.
    static func sentence(isKept: Bool, gap: Int, by policy: Policy, _ say: Speech) -> HTML {
        let isKnown = gap < unknownGap
        guard isKept else {
            return isKnown ? say("Not every group can have its share: for some of them nobody fits, or another group's share would go.")
                : say("The groups cross, and no choice was found in which every group has its share. Whether there is one is not known.")
        }
        guard isKnown else { return say("All shares are kept. The groups cross, so this is not proved best, and how near it is to the best is not known.") }
        let proved = gap == 0 ? say("All shares are kept, and this is proved: no other choice that keeps them is better.")
            : say("All shares are kept. The groups cross, so this is not proved best: a choice that keeps them could have at most \((gap + 99) / 100, "number") percent more points, as the policy counts them.")
        return policy.hasRanks ? "\(proved) \(say("Beside shares, whoever is helped counts the more, the earlier their turn."))" : proved
    }
}

/// Groups with how many of each are helped, by the policy in force and by the one tried.
struct SharesPart: Sendable {
    let shares: Shares
    let policy: Policy
    /// How many of each are helped by the policy in force, in the order of the shares.
    let now: [Int]
    let places: [Point: String]
    /// Where households of several sizes share places counted in people: how near the round is to the best.
    var roomGap: RoomGap? = nil

    func html(_ say: Speech) -> HTML {
        """
        <h3>\(say("The groups"))</h3><p>\(roomGap?.sentence(isFair: shares.isKept, by: policy, say) ?? Shares.sentence(isKept: shares.isKept, gap: shares.gap, by: policy, say))</p>
        <p class="meta">\(say("Groups of fewer than \(FairGroup.least, "number") are counted together, so that no number speaks of one household."))</p>
        <table class="stack"><caption class="visually-hidden">\(say("The groups"))</caption>
        <thead><tr><th scope="col">\(say("Group"))</th><th scope="col">\(say("Open needs"))</th><th scope="col">\(say("At least"))</th>
        <th scope="col">\(say("In force"))</th><th scope="col">\(say("Tried"))</th></tr></thead>
        <tbody>\(zip(shares.shares, now).map { row($0, now: $1, say) })</tbody></table>
        """
    }

    private func row(_ share: Shares.Share, now: Int, _ say: Speech) -> HTML {
        func cell(_ label: String, _ count: Int) -> HTML { "<td \(.data("label", label))><bdi>\(say.number(count))</bdi></td>" }
        return """
            <tr><th scope="row">\(share.group.name(places, say))\(share.missing > 0 ? " <span class=\"tag warn\">\(say("less than its share"))</span>" : nil)</th>
            \(cell(say.plain("Open needs"), share.group.needs.count))\(cell(say.plain("At least"), share.least))\(cell(say.plain("In force"), now))\
            \(cell(say.plain("Tried"), share.helped))</tr>
            """
    }
}
