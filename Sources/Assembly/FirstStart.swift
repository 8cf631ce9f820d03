import Vault

/// What the console of a new hub knows and nobody else: the code that opens the first pages, and the key to print.
public struct FirstStart: Sendable {
    /// Eight digits, shown on the console; worth nothing once there is an administrator.
    public let code: String
    let key: PrintedKey
    let gate: StartGate

    public init(code: String = Secret.digits(8), key: PrintedKey) {
        (self.code, self.key, gate) = (code, key, StartGate(code: code))
    }
}

/// The root key as it is printed, and where its file lies.
public struct PrintedKey: Sendable {
    let text: String, file: String
    public init(text: String, file: String) { (self.text, self.file) = (text, file) }
}

/// Ten tries at the code, then none until the program is started again with another one.
actor StartGate {
    enum Answer: Sendable { case right, wrong, closed }
    private let code: String
    private var tries = 10

    init(code: String) { self.code = code }

    func answer(to typed: String) -> Answer {
        guard tries > 0 else { return .closed }
        if typed == code { return .right }
        tries -= 1
        return tries > 0 ? .wrong : .closed
    }
}
