import Foundation
import Storage
import Testing

@Suite struct `An instant as text` {
    // ASVS 16.2.2
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_795_287_840, "2026-11-21T19:04:00.000Z"), (-0.001, "1969-12-31T23:59:59.999Z"),
        (951_782_399.9996, "2000-02-29T00:00:00.000Z"), (253_402_300_800, "9999-12-31T23:59:59.999Z"),
        (-62_135_596_801, "0001-01-01T00:00:00.000Z"), (.nan, "0001-01-01T00:00:00.000Z"),
    ] as [(Double, String)])
    func `is written to the nearest millisecond`(seconds: Double, text: String) {
        #expect(Date(timeIntervalSince1970: seconds).sqlValue == .text(text))
    }

    @Test func `comes back for every millisecond of a second`() throws {
        for millisecond in 0..<1000 {
            let date = Date(timeIntervalSince1970: Double(1_795_287_840_000 + millisecond) / 1000)
            #expect(try Date(sqlValue: date.sqlValue) == date)
        }
    }

    @Test func `sorts as time does`() {
        let texts = stride(from: -60_000_000_000.0, to: 250_000_000_000, by: 999_999_999.77).map { seconds -> String in
            guard case .text(let text) = Date(timeIntervalSince1970: seconds).sqlValue else { return "" }
            return text
        }
        #expect(texts == texts.sorted() && Set(texts).count == texts.count)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T19:04:00Z", "2026-02-30T00:00:00.000Z", "2026-11-21T24:00:00.000Z",
        "2026-11-21T23:60:00.000Z", "2026-11-21T23:00:60.000Z", "2026-11-21 19:04:00.000Z", "2026-11-21T19:04:00.000+",
        "+026-11-21T19:04:00.000Z", "２２-11-21T19:04:00.0Z",
    ])
    func `is not read in another shape`(text: String) {
        #expect(throws: StorageProblem.wrongType()) { try Date(sqlValue: .text(text)) }
    }
}
