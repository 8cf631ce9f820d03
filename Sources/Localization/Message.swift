/// Something to be said later, in the language of whoever will read it.
public struct Message: Sendable, Equatable {
    let one: Sentence
    let plural: Plural?
    let context: String?

    struct Plural: Sendable, Equatable { let count: Int, other: Sentence }

    public init(_ sentence: Sentence, context: String? = nil) {
        (one, plural, self.context) = (sentence, nil, context)
    }

    public init(count: Int, one: Sentence, other: Sentence, context: String? = nil) {
        (self.one, plural, self.context) = (one, Plural(count: count, other: other), context)
    }

    /// The sentence of the source: what is said where nothing is translated.
    var source: Sentence {
        guard let plural, plural.count.magnitude != 1 else { return one }
        return plural.other
    }

    /// Every value named in either form: a translation may use the count where the English form does not.
    var values: [String: Sentence.Value] {
        guard let plural else { return one.values }
        return one.values.merging(plural.other.values) { first, _ in first }
    }

    /// Whether no place stays empty, as the number's would where a plural's key is also said without a count.
    func fills(_ template: Template) -> Bool { template.names.isSubset(of: values.keys) }

    /// In English and without the marks that isolate values: for a terminal, or a file that people edit.
    public var plainEnglish: String {
        let say = Speech(.english, catalogs: [], missing: nil)
        return Wording(template: source.template, language: .english, message: self).plain(in: say).withoutIsolateMarks
    }

    var key: Catalog.Key { Catalog.Key(context: context, msgid: one.msgid) }
}
