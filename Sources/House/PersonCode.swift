import Identity
import Vault

extension Hub {
    /// The code by which someone is known where nothing of them is opened: to the officer, and at the desk while their data is not used.
    ///
    /// It tells nothing, and the person reads it on their own page.
    package func code(of person: PersonID) -> String { String(keyring.pseudonym(of: person).prefix(8)) }
}
