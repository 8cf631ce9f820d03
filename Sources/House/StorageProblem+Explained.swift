import Localization
import Storage
import Web

/// What went wrong below, as far as people can be told and can do something about it.
extension StorageProblem: Explained {
    public var status: Status {
        switch self {
        case .full: Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .busy, .unreachable, .disk, .damaged: .serviceUnavailable
        default: .internalServerError
        }
    }

    public var retryAfter: Int? {
        switch self {
        case .busy, .unreachable: 5
        default: nil
        }
    }

    public var message: Message {
        switch self {
        case .full: Message("The hub's disk is full. Nothing was saved. Tell the person named below, then send it again.")
        case .disk: Message("The hub's disk does not work at the moment. Nothing was saved. Tell the person named below, then send it again.")
        case .damaged: Message("The hub's records are damaged, so it is closed until its last backup is put in place. Tell the person named below.")
        case .busy, .unreachable: Message("The hub is busy. Nothing was saved. Wait a moment and send it again.")
        case .outcomeUnknown: Message("The connection to the database broke. Look whether it was saved before you send it again.")
        default: Message("This could not be saved. Nothing was changed.")
        }
    }
}
