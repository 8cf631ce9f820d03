extension SQL {
    /// How an engine writes the place of a bound value.
    package enum Placeholder {
        /// `?` for each, as SQLite reads it.
        case mark
        /// `$1`, `$2` and so on, as PostgreSQL reads it.
        case number
    }

    /// The text of the statement and its values in order.
    ///
    /// Throws `invalidText` for a NUL character: libpq would cut the text there, and SQLite would keep what it
    /// cannot search.
    package func statement(_ placeholder: Placeholder) throws(StorageProblem) -> (text: String, values: [SQLValue]) {
        var text = "", values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .value(let value):
                if case .text(let bound) = value, bound.utf8.contains(0) { throw .invalidText }
                values.append(value)
                text += placeholder == .mark ? "?" : "$\(values.count)"
            }
        }
        return (text, values)
    }
}
