import Identity

extension Keyring {
    /// Seals a text for one column of one row of a person's record.
    ///
    /// Throws `noKey` where none was prepared, `erased`, or `wrongRoot`.
    public func seal<F: SealedColumn>(
        _ text: String, as field: F.Type, row: String, of person: PersonID
    ) throws(KeyProblem) -> Sealed<F> {
        let (version, key) = try key(of: person)
        return Sealed(bytes: try SealedLayout.seal(
            text, with: key, version: version, place: SealedLayout.place(field, row: row)))
    }

    /// Opens what was sealed for this row of this person's record; for `Access`, which decides and records.
    ///
    /// Throws `altered` for anything changed or moved, `erased`, `noKey` or `wrongRoot`.
    package func open<F: SealedColumn>(
        _ sealed: Sealed<F>, row: String, of person: PersonID
    ) throws(KeyProblem) -> String {
        let version = try SealedLayout.version(of: sealed.bytes)
        let key = try key(version, of: person)
        return try SealedLayout.open(sealed.bytes, with: key, place: SealedLayout.place(F.self, row: row)(version))
    }

    /// Whether a value was sealed with an older key than the one that seals now.
    package func isOutdated<F>(_ sealed: Sealed<F>, of person: PersonID) throws(KeyProblem) -> Bool {
        try SealedLayout.version(of: sealed.bytes) < key(of: person).version
    }
}
