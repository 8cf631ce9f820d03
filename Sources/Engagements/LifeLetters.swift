import Localization
import Messaging

/// What is written to the two sides. A letter says that there is something to see, and nothing of what it is.
extension Letter {
    static let asked = Letter(
        "match.asked", subject: Message("A question for you"),
        [Message("We have a question for you. It takes a minute to answer."), Message("You may say yes or no. Both are fine.")],
        button: Message("See the question"))
    static let askedAgain = Letter(
        "match.asked_again", subject: Message("A question still waits for you"),
        [Message("We asked you something a week ago. You may say yes or no. Both are fine.")], button: Message("See the question"))
    static let askClosed = Letter(
        "match.closed", subject: Message("About our question"),
        [Message("What we asked you about will not come about now. It is not because of anything you did."), Message("We keep looking. You need not do anything.")])
    static let begun = Letter(
        "engagement.begun", subject: Message("Good news"),
        [Message("Both of you said yes. The page says how it goes on.")], button: Message("See how it goes on"))
    static let checkIn = Letter(
        "engagement.check_in", subject: Message("How are things?"),
        [Message("We would like to know how things are. There are four short questions.")], button: Message("Answer the questions"))
    static let paused = Letter(
        "engagement.paused", subject: Message("A short pause"),
        [Message("Please do not meet for the moment. It is a pause, and nobody did anything wrong."), Message("The page says whom you can call.")],
        button: Message("See the page"))
    static let resumed = Letter(
        "engagement.resumed", subject: Message("The pause is over"), [Message("You can meet again.")], button: Message("See the page"))
    static let ended = Letter(
        "engagement.ended", subject: Message("Thank you"),
        [Message("What you began together has come to its end. Thank you for your time and your trust.")], button: Message("See the page"))

    /// To the other side of someone who is gone: there is no page any more to lead to.
    static let over = Letter(
        "engagement.over", subject: Message("About what you do together"),
        [Message("What you began together has come to its end. It is not because of anything you did."), Message("Thank you for your time and your trust.")])

    /// To a volunteer whose last day is near.
    static let timeEnds = Letter(
        "offer.ends", subject: Message("Your time with us"),
        [Message("You told us until when you have time to help, and that day is near."), Message("If you can go on, please tell us until when. If not, you need not do anything. Thank you.")],
        button: Message("Look at it"))

    static let ofLife: [Letter] = [asked, askedAgain, askClosed, begun, checkIn, paused, resumed, ended, over, timeEnds]
}
