import House
import Localization
import Vault
import Web

/// Why something about an account was not done.
public enum AccountProblem: Explained {
    case fields([FieldProblem])
    case tooManyTries, tooManyCodes, needsTLS, ownAccount, ownFactor, wrongPasskey, wrongCode, clocksDiffer, wrongPassword, signInFirst, changedMeanwhile, keyMadeMeanwhile
    case addressRefused, addressOfStaff

    public var message: Message {
        switch self {
        case .fields(let problems): problems.first?.message ?? Message("Something is missing in the form.")
        case .tooManyTries: Message("Too many tries in a short time. Wait a minute and try again.")
        case .tooManyCodes: Message("Too many wrong codes in a short time. Wait five minutes and try again.")
        case .wrongPasskey: Message("This passkey is not known here, or the page was open for too long. Reload the page and try again.")
        case .wrongCode: Message("This code is wrong, or was used before. Wait for the next code of your app and type that.")
        case .clocksDiffer: Message("This code is of another time: the clocks of your phone and of this hub differ. Let your phone set its time by itself. If it is right, tell an administrator that the hub's clock is wrong, and use a recovery code meanwhile.")
        case .wrongPassword: Message("The password is wrong.")
        case .signInFirst: Message("Sign in first, then send the form again.")
        case .changedMeanwhile: Message("Your password or your key was changed in another window meanwhile. Nothing was changed here: type your present password once more.")
        case .keyMadeMeanwhile: Message("A key was made in another window, or by a second click, and it is yours now; this form has made none. If you did not see its recovery code, make a new one here with your password. Where it opens without a password, make another key: nobody has the code of this one.")
        case .addressRefused: Message("This can't be used here. Check it with the person, sign by sign, or write down another.")
        case .addressOfStaff: Message("This person works at a desk here and signs in with this address. It can't be changed from this page.")
        case .needsTLS: Message("Signing in is closed here, because the connection is not encrypted. Put the hub behind HTTPS, or open it on its own machine.")
        case .ownAccount: Message("You can't close your own account. Ask another administrator.")
        case .ownFactor: Message("Here you can't take away your own second step. Do it under \u{201C}My Tessera\u{201D} with a code, or ask another administrator.")
        }
    }

    public var status: Status {
        switch self {
        case .fields, .addressRefused, .addressOfStaff, .wrongPasskey, .wrongCode, .clocksDiffer, .wrongPassword: .unprocessableContent
        case .tooManyTries, .tooManyCodes: .tooManyRequests
        case .needsTLS, .ownAccount, .ownFactor, .signInFirst: .forbidden
        case .changedMeanwhile, .keyMadeMeanwhile: .conflict
        }
    }

    /// By then a try has come back, whoever it is that used them up.
    public var retryAfter: Int? {
        switch self {
        case .tooManyTries: Int(SignInGate.secondsForOne)
        case .tooManyCodes: Int(SecondFactor.secondsForOneTry)
        default: nil
        }
    }
}

/// Many sign in at once: better to ask to wait than to fill the memory with hashes.
extension PasswordFailure: Explained {
    public var message: Message { Message("Many people are signing in right now. Wait a moment and try again.") }
    public var status: Status { .serviceUnavailable }
    public var retryAfter: Int? { 5 }
}

extension PasswordProblem {
    var message: Message {
        switch self {
        case .tooShort: Message("The password is too short. Use at least 12 characters; three or four words are good.")
        case .tooLong: Message("The password is too long. Use at most 128 characters.")
        case .repeated, .guessable: Message("This password is easy to guess. Use three or four words that don't belong together.")
        }
    }
}
