import Foundation
import Identity
import Storage

/// All that a newcomer needs to know of one service.
struct ServiceDetail: Sendable {
    struct Place: Sendable {
        let name: String?, description: String?, transport: String?, url: String?
        let isPhysical: Bool
        var address: [String] = []
        var access: [String] = []
    }
    struct Opening: Sendable {
        let days: [Int], isMonthly: Bool, opens: ClockTime?, closes: ClockTime?
        let place: String?, words: String?
        let until: Day?

        /// Publishers write a whole day as 00:00 to 23:59.
        var isAllDay: Bool {
            opens.map { $0.hour == 0 && $0.minute == 0 } == true && closes.map { $0.hour == 24 || ($0.hour == 23 && $0.minute == 59) } == true
        }
    }
    struct Phone: Sendable {
        let number: String, words: String?
    }
    struct Cost: Sendable {
        let words: String?, amount: Double?, currency: String?, note: String?
    }
    struct Capacity: Sendable {
        let available: Int, words: String, asOf: Day?
    }
    let name: String, alternateName: String?, organization: String
    let description: String, status: String, alert: String?
    let url: String?, email: String?
    let eligibility: String?, application: String?, interpreting: String?, fees: String?
    let minimumAge: Int?, maximumAge: Int?
    let checkedOn: Day?
    var places: [Place] = []
    var openings: [Opening] = []
    var phones: [Phone] = []
    var languages: [String] = []
    var documents: [String] = []
    var costs: [Cost] = []
    var capacities: [Capacity] = []

    /// Nobody can go there without having called first.
    var hasNoAddress: Bool { !places.contains { $0.isPhysical && !$0.address.isEmpty } }
}

extension ServiceStore {
    /// A service with everything around it; as many queries for a large one as for a small one.
    func detail(_ id: String) throws -> ServiceDetail? {
        guard let row = try db.row("""
            SELECT s.*, o.name AS organization FROM services s JOIN organizations o ON o.id = s.organization_id WHERE s.id = \(id)
            """) else { return nil }
        var detail = try service(row)
        detail.places = try places(of: id)
        detail.openings = try openings(of: id)
        detail.phones = try phones(of: id, organization: row.get("organization_id"))
        detail.languages = try db.rows("SELECT code FROM service_languages WHERE service_id = \(id) ORDER BY code").map { try $0.get("code") }
        detail.documents = try db.rows("SELECT document FROM required_documents WHERE service_id = \(id) AND document IS NOT NULL ORDER BY id")
            .map { try $0.get("document") }
        detail.costs = try db.rows("SELECT option, amount, currency, amount_description FROM cost_options WHERE service_id = \(id) ORDER BY amount, id").map {
            .init(words: try $0.get("option"), amount: try $0.get("amount"), currency: try $0.get("currency"), note: try $0.get("amount_description"))
        }
        detail.capacities = try capacities(of: id)
        return detail
    }

    private func service(_ row: Row) throws -> ServiceDetail {
        // Publishers write 0 and 200 where they mean that there is no limit.
        let minimum = (try row.get("minimum_age") as Double?).flatMap { Int(exactly: $0.rounded()) }.flatMap { $0 > 0 ? $0 : nil }
        let maximum = (try row.get("maximum_age") as Double?).flatMap { Int(exactly: $0.rounded()) }.flatMap { $0 > 0 && $0 < 120 ? $0 : nil }
        let checked: String? = try row.get("assured_date")
        return ServiceDetail(
            name: try row.get("name"), alternateName: try row.get("alternate_name"), organization: try row.get("organization"),
            description: try row.get("description") ?? "", status: try row.get("status"), alert: try row.get("alert"),
            url: try row.get("url"), email: try row.get("email"), eligibility: try row.get("eligibility_description"),
            application: try row.get("application_process"), interpreting: try row.get("interpretation_services"),
            fees: try row.get("fees_description"), minimumAge: minimum, maximumAge: maximum,
            checkedOn: checked.flatMap { Day($0.prefix(10)) })
    }

    private func places(of id: String) throws -> [ServiceDetail.Place] {
        var order: [String] = [], places: [String: ServiceDetail.Place] = [:]
        for row in try db.rows("""
            SELECT p.id, p.name, p.description, p.transportation, p.url, p.location_type,
                   a.address_1, a.address_2, a.city, a.postal_code
            FROM service_at_locations l JOIN locations p ON p.id = l.location_id
            LEFT JOIN addresses a ON a.location_id = p.id AND a.address_type = 'physical'
            WHERE l.service_id = \(id) ORDER BY p.name, p.id
            """) {
            let place: String = try row.get("id")
            guard places[place] == nil else { continue }
            order.append(place)
            places[place] = .init(
                name: try row.get("name"), description: try row.get("description"), transport: try row.get("transportation"),
                url: try row.get("url"), isPhysical: try row.get("location_type") == "physical",
                address: try ["address_1", "address_2", "city", "postal_code"].compactMap { try row.get($0) as String? })
        }
        for row in try db.rows("""
            SELECT a.location_id, a.description, a.details FROM accessibility a
            JOIN service_at_locations l ON l.location_id = a.location_id WHERE l.service_id = \(id) ORDER BY a.id
            """) {
            let words = try ["description", "details"].compactMap { try row.get($0) as String? }
            places[try row.get("location_id")]?.access.append(words.joined(separator: ". "))
        }
        return order.compactMap { places[$0] }
    }

    private func openings(of id: String) throws -> [ServiceDetail.Opening] {
        // Two ways by index: both in one condition would read the hours of every service.
        let rows = try db.rows("""
            SELECT c.freq, c.byday, c.opens_at, c.closes_at, c.description, c.valid_to, p.name AS place
            FROM schedules c LEFT JOIN service_at_locations l ON l.id = c.service_at_location_id
            LEFT JOIN locations p ON p.id = l.location_id
            WHERE c.id IN (
                SELECT id FROM schedules WHERE service_id = \(id)
                UNION SELECT h.id FROM schedules h JOIN service_at_locations a ON a.id = h.service_at_location_id WHERE a.service_id = \(id))
            ORDER BY p.name, c.opens_at, c.id
            """)
        let openings = try rows.map { row in
            ServiceDetail.Opening(
                days: Self.weekdays(try row.get("byday") ?? ""), isMonthly: try row.get("freq") == "MONTHLY",
                opens: (try row.get("opens_at") as String?).flatMap(ClockTime.init),
                closes: (try row.get("closes_at") as String?).flatMap(ClockTime.init),
                place: try row.get("place"), words: try row.get("description"),
                until: (try row.get("valid_to") as String?).flatMap { Day($0.prefix(10)) })
        }
        // The standard lets a publisher give the hours of a service and of each place: those of places say more.
        let placed = openings.filter { $0.place != nil }
        return placed.isEmpty ? openings : placed
    }

    /// Weekdays of an RRULE list such as `MO,WE` or `1MO`: 1 is Monday.
    private static func weekdays(_ byday: String) -> [Int] {
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        return byday.split(separator: ",").compactMap { names.firstIndex(of: String($0.suffix(2)).uppercased()).map { $0 + 1 } }.sorted()
    }

    /// Phones of the service, of its places, and only where there are none those of its organization.
    private func phones(of id: String, organization: String) throws -> [ServiceDetail.Phone] {
        let rows = try db.rows("""
            SELECT p.number, p.description, 1 AS nearness FROM phones p WHERE p.service_id = \(id)
            UNION SELECT p.number, p.description, 1 FROM phones p JOIN service_at_locations l ON l.id = p.service_at_location_id WHERE l.service_id = \(id)
            UNION SELECT p.number, p.description, 2 FROM phones p JOIN service_at_locations l ON l.location_id = p.location_id WHERE l.service_id = \(id)
            UNION SELECT p.number, p.description, 3 FROM phones p WHERE p.organization_id = \(organization)
            ORDER BY nearness, number
            """)
        guard let nearest = try rows.first?.get("nearness") as Int? else { return [] }
        var seen = Set<String>()
        return try rows.filter { try $0.get("nearness") == max(nearest, 1) }
            .map { .init(number: try $0.get("number"), words: try $0.get("description")) }
            .filter { seen.insert($0.number).inserted }
    }

    private func capacities(of id: String) throws -> [ServiceDetail.Capacity] {
        try db.rows("""
            SELECT c.available, c.description, c.updated, u.name FROM service_capacities c JOIN units u ON u.id = c.unit_id
            WHERE c.service_id = \(id) ORDER BY c.id
            """).map { row in
            let updated: String = try row.get("updated")
            return .init(available: Int(exactly: (try row.get("available") as Double).rounded()) ?? 0, words: try row.get("description") ?? row.get("name"),
                         asOf: Day(updated.prefix(10)))
        }
    }
}
