import Localization

extension Headcount.Age {
    var message: Message {
        switch self {
        case .children: Message("Children under 18")
        case .adults: Message("Adults under 65")
        case .seniors: Message("People of 65 or older")
        }
    }
}

extension Headcount {
    /// As many as there are of each age, in a line.
    func plain(_ say: Speech) -> String {
        Age.allCases.filter { count($0) > 0 }.map { "\(say.plain($0.message)): \(say.number(count($0)))" }.joined(separator: " · ")
    }
}
