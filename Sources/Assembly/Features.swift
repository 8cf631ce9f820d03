import Accounts
import Directory
import House

extension [Feature] {
    /// Every area of the program, in the order of their imports.
    public static func all(_ resources: Resources) throws -> [Feature] {
        [.accounts, try .directory(resources)]
    }
}
