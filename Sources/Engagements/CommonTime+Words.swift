import Localization
import Volunteers

extension WeeklySlot {
    /// `Tuesday 17:00–21:00`.
    func words(_ say: Speech) -> String {
        "\(say.weekday(weekday)) \(clock(from, say))–\(clock(to, say))"
    }

    private func clock(_ minute: Int, _ say: Speech) -> String { say.clockTime(hour: minute / 60, minute: minute % 60) }
}
