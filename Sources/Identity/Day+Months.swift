extension Day {
    /// The same day so many months later, 0 or more; the last day of that month where it is shorter.
    ///
    /// So ends a period of months in the law of the Union (Regulation 1182/71, Article 3(2)(c)).
    public func adding(months: Int) -> Day {
        let month = self.month - 1 + months, year = self.year + month / 12
        for day in stride(from: self.day, through: 28, by: -1) {
            if let found = Day(year: year, month: month % 12 + 1, day: day) { return found }
        }
        return Day(year: year, month: month % 12 + 1, day: min(self.day, 28)) ?? self
    }
}
