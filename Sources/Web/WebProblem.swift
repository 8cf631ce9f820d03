import Hummingbird
import Identity
import Localization

/// A failure that a person can be told about: what happened, and what to do.
public protocol Explained: Error {
    var message: Message { get }
    var status: HTTPResponse.Status { get }
    /// Seconds after which the same may be taken; nil where waiting alone changes nothing. The same for everyone: it tells nothing of who is here.
    var retryAfter: Int? { get }
    /// By which methods the address can be asked, where it was another; empty for everything else.
    var allowed: [HTTPRequest.Method] { get }
}

extension Explained {
    public var status: HTTPResponse.Status { .unprocessableContent }
    public var retryAfter: Int? { nil }
    public var allowed: [HTTPRequest.Method] { [] }
}

/// What the web layer itself refuses.
enum WebProblem: Explained {
    case wrongHost, crossSite, formTooLarge, tooManyFields, tooSlow, staleForm, wrongContentType, inTheClear, tooManyForms, signInFirst, nothingKept, stillUnderWay
    case wrongMethod(allowed: [HTTPRequest.Method])

    var retryAfter: Int? { if case .tooManyForms = self { 60 } else { nil } }
    var allowed: [HTTPRequest.Method] { if case .wrongMethod(let allowed) = self { allowed } else { [] } }

    var status: HTTPResponse.Status {
        switch self {
        case .wrongHost: .misdirectedRequest
        case .crossSite, .staleForm, .inTheClear, .signInFirst: .forbidden
        case .formTooLarge, .tooManyFields: .contentTooLarge
        case .tooSlow: .requestTimeout
        case .stillUnderWay: .conflict
        case .tooManyForms: .tooManyRequests
        case .nothingKept: .gone
        case .wrongContentType: .unsupportedMediaType
        case .wrongMethod: .methodNotAllowed
        }
    }

    var message: Message {
        switch self {
        case .wrongHost: Message("This address is not one of this hub. Check the address and try again.")
        case .crossSite: Message("This form was sent from another website. Open the page here and send it again.")
        case .formTooLarge, .tooManyFields: Message("What you sent is too large. Send less at once.")
        case .tooSlow: Message("The connection was too slow. Try again.")
        case .stillUnderWay: Message("What you sent is still under way. Look at the page again in a moment, before you send it once more.")
        case .staleForm: Message("This page was open for too long. Go back, reload it, and send it again.")
        case .nothingKept: Message("What you wrote is not here any more: it was sent, thrown away, or older than an hour.")
        case .wrongContentType: Message("The form was sent in a way we can't read.")
        case .wrongMethod: Message("This address can't be asked for in this way. Go to the page it belongs to, and go on from there.")
        case .tooManyForms: Message("Very many forms are being sent from where you are. Wait a few minutes and try again, or ask the person named below.")
        case .signInFirst: Message("Sign in first, then send the form again.")
        case .inTheClear:
            Message("This page is closed here, because the connection is not encrypted. Put the hub behind HTTPS, or open it on its own machine.")
        }
    }
}
