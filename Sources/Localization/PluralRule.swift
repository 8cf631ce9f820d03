/// Which form of a sentence a count takes in a language: CLDR's cardinal rules for whole numbers (CLDR, plurals.xml),
/// in the notation of PO files.
///
/// The form of whole millions that CLDR gives French, Spanish, Italian and Portuguese is left out, as gettext does.
public struct PluralRule: Sendable {
    /// The forms in the order of `msgstr[0]`, `msgstr[1]`...
    public enum Category: String, Sendable { case zero, one, two, few, many, other }

    public let categories: [Category]
    let notation: String
    private let expression: PluralExpression
    /// By form: how many of the counts of a town take it.
    private let uses: [Int]

    public init(for language: Language) {
        let family = Self.families.first { $0.languages.split(separator: " ").contains { $0 == language.code } }
        self.init(family ?? Self.common)
    }

    private init(_ family: Family) {
        (categories, notation) = (family.categories, family.notation)
        let expression = PluralExpression(notation) ?? .number(0), last = family.categories.count - 1
        uses = Self.counts.reduce(into: Array(repeating: 0, count: last + 1)) { $0[Swift.min(expression.value(for: UInt($1)) ?? 0, last)] += 1 }
        self.expression = expression
    }

    /// The place of the form for `count`; a negative count takes the form of its size.
    public func form(for count: Int) -> Int {
        Swift.min(expression.value(for: count.magnitude) ?? 0, categories.count - 1)
    }

    public func category(for count: Int) -> Category { categories[form(for: count)] }

    /// Value of the PO header `Plural-Forms`.
    var header: String { "nplurals=\(categories.count); plural=\(notation);" }

    /// The counts of a town, over which rules are compared.
    static let counts = 0...1200

    /// Whether a header says the same as this rule, in whatever words.
    func agrees(with header: String) -> Bool {
        let fields = header.filter { !$0.isWhitespace }.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
        guard fields.count == 2, fields[0] == ["nplurals", "\(categories.count)"], fields[1].count == 2,
              fields[1][0] == "plural", let other = PluralExpression(fields[1][1]) else { return false }
        return Self.counts.allSatisfy { other.value(for: UInt($0)) == expression.value(for: UInt($0)) }
    }

    /// Whether the form stands for one single count, so that a sentence may leave the number out.
    func isExact(_ form: Int) -> Bool { uses.indices.contains(form) && uses[form] == 1 }
}
