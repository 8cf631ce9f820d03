import House
import Identity
import Localization
import Markup
import Messaging
import Trust
import Web

/// The letter by which an administrator sees whether mail leaves the hub.
public struct TestLetter: Sendable {
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    /// Posts one to the actor; it is sent like any other.
    public func post(by actor: Actor) async throws {
        let now = hub.now(), key = "post.test:\((hub.newID() as UserID).text)"
        try await hub.archive.write(by: actor, for: .administration) { db, access in
            try db.outbox.post(.test, to: actor.person, opening: "/letters", key: key, notBefore: now, at: now)
            try access.record(.testLetterPosted, on: key, at: now, in: db)
        }
    }

    /// How far the newest one to the actor came.
    public func progress(for actor: Actor) async throws -> LetterProgress? {
        try await hub.archive.read { try $0.outbox.progress(of: .test, to: actor.person) }
    }
}

/// What became of the test letter, in a sentence.
public struct TestLetterNotice: Sendable {
    let progress: LetterProgress
    public init(_ progress: LetterProgress) { self.progress = progress }

    public func html(_ say: Speech) -> HTML {
        switch progress {
        case .sent:
            "<div class=\"notice good\" role=\"status\"><p>\(Picture("check")) \(say("The mail server took the test letter. Look into your mail, also where unwanted mail goes."))</p></div>"
        case .waiting(nil):
            "<div class=\"notice\" role=\"status\"><p>\(Picture("clock")) \(say("The test letter is on its way. Reload the page in a few seconds."))</p></div>"
        case .waiting(let failure?):
            "<div class=\"notice warn\" role=\"status\"><p>\(Picture("warning")) \(say(failure.message)) \(say("It is tried again in a while."))</p></div>"
        case .stuck(let failure):
            "<div class=\"notice warn\" role=\"status\"><p>\(Picture("warning")) \(say("The test letter did not get through.")) \(say((failure ?? .address).message))</p></div>"
        }
    }
}
