import House
import Localization
import People

extension QuestionFields {
    static func words(_ level: SpokenLanguage.Level) -> Message {
        switch level {
        case .native: Message("It is my language")
        case .fluent: Message("Very well")
        case .conversation: Message("Well enough to talk")
        case .basic: Message("A little")
        case .learning: Message("I am learning it")
        }
    }

    static func words(_ gender: Gender) -> Message {
        switch gender {
        case .woman: Message("A woman")
        case .man: Message("A man")
        case .other: Message("Something else")
        case .unknown: Message("I would rather not say")
        }
    }
}

extension DayPart {
    package var message: Message {
        switch self {
        case .morning: Message("Morning")
        case .afternoon: Message("Afternoon")
        case .evening: Message("Evening")
        }
    }
}

extension VolunteerRole {
    static let sample = VolunteerRole(
        id: "mentor", picture: "heart", name: LocalWords(["en": "Mentor", "ar": "مرشد"]),
        about: LocalWords(["en": "You stand by one person or family for about a year."]), isWithChildren: true,
        requirements: [Requirement(.childReference, count: 2), Requirement(.interview), Requirement(.check("enhanced"), days: 1095),
                       Requirement(.training("welcome")), Requirement(.age(18)), Requirement(.agreement)])
}
