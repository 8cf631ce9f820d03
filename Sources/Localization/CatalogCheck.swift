/// Whether the translations of one entry say no more and no less than its source.
struct CatalogCheck {
    let entry: POEntry, rule: PluralRule

    /// One template a form; nil where nothing is translated yet, or only unsurely.
    func templates() throws(CatalogProblem) -> [Template]? {
        let forms = entry.plural == nil ? 1 : rule.categories.count
        if let surplus = entry.translations.keys.sorted().first(where: { $0 >= forms }) { throw problem(.surplusForm(surplus)) }
        if entry.isFuzzy || entry.isUntranslated { return nil }
        let one = try parsed(entry.msgid), other = entry.plural == nil ? one : try parsed(entry.plural ?? "")
        var templates = [Template]()
        for form in 0..<forms {
            guard let text = entry.translations[form], !text.isEmpty else { throw problem(.missingForm(form)) }
            let template = try parsed(text)
            let isExact = entry.plural != nil && rule.isExact(form)
            try check(template, text, one: isExact ? one : other, other: other)
            templates.append(template)
        }
        return templates
    }

    /// A form for one single count may name the values of either source sentence, any other those of the second.
    private func check(_ template: Template, _ text: String, one: Template, other: Template) throws(CatalogProblem) {
        guard template.names.isSuperset(of: one.names.intersection(other.names)),
              template.names.isSubset(of: one.names.union(other.names)) else {
            throw problem(.values(expected: other.names))
        }
        guard template.links == one.links || template.links == other.links else { throw problem(.links) }
        let longest = max(one.length, other.length)
        guard text.unicodeScalars.count <= 3 * longest + 30 else { throw problem(.tooLong) }
        guard !text.unicodeScalars.contains(where: Self.isForbidden) else { throw problem(.control) }
    }

    private func parsed(_ text: String) throws(CatalogProblem) -> Template {
        do {
            return try Template(parsing: text)
        } catch {
            switch error {
            case .brace: throw problem(.braces)
            case .link: throw problem(.links)
            case .markup: throw problem(.markup)
            }
        }
    }

    private func problem(_ reason: CatalogProblem.Reason) -> CatalogProblem {
        CatalogProblem(line: entry.line, reason: reason)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        // Control characters (Unicode, general category Cc).
        scalar.isBidiControl || (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)) && scalar != "\n"
    }
}
