import Localization
import Markup

/// The parts of every day of the week, to tick: seven rows of three.
package struct WeekGrid: Sendable {
    let name: String
    /// Values such as `2-evening`.
    let chosen: Set<String>

    package init(name: String, chosen: Set<String>) { (self.name, self.chosen) = (name, chosen) }

    /// With the slots that are whole parts of a day ticked.
    package init(name: String, slots: [WeeklySlot]) {
        self.init(name: name, chosen: Set(slots.compactMap { slot in slot.part.map { "\(slot.weekday)-\($0.rawValue)" } }))
    }

    package func html(_ say: Speech) -> HTML {
        """
        <table class="week" \(.id(name))><thead><tr><td></td>\(DayPart.allCases.map { "<th scope=\"col\">\(say($0.message))</th>" as HTML })</tr></thead>
        <tbody>\((1...7).map { row($0, say) })</tbody></table>
        """
    }

    private func row(_ number: Int, _ say: Speech) -> HTML {
        let day = say.weekday(number)
        return """
            <tr><th scope="row"><bdi>\(day)</bdi></th>\(DayPart.allCases.map { part in
                let value = "\(number)-\(part.rawValue)"
                return """
                    <td><label><input type="checkbox" \(.name(name)) \(.value(value)) \(when: chosen.contains(value), " checked")>
                    <span class="visually-hidden">\(say("\(day, "weekday"): \(say(part.message), "part")", context: "time"))</span></label></td>
                    """ as HTML
            })</tr>
            """
    }
}
