import Storage

// GRDB has types of the same names; in this module the plain ones are ours.
typealias Database = Storage.Database
typealias Row = Storage.Row
typealias SQL = Storage.SQL
