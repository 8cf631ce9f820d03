import Markup

/// One row of the list, as the directory shows a service.
struct Row {
    let id: String, name: String, organization: String, description: String
    let place: String, languages: [String], isFree: Bool

    var html: HTML {
        """
        <li><article class="card"><h3><a \(.href("/services/\(id)"))><span dir="auto">\(name)</span></a></h3>
        <p class="meta" dir="auto">\(organization)</p>
        \(description.isEmpty ? "" : "<p dir=\"auto\">\(description)</p>")
        <ul class="tags">\(isFree ? "<li class=\"tag\">Free</li>" : "")
        <li class="tag"><bdi>\(place)</bdi></li><li class="tag"><bdi>\(languages.joined(separator: ", "))</bdi></li></ul></article></li>
        """
    }
}

let rows = (0..<50).map { number in
    Row(id: "s\(number)", name: "Morning drop-in & tea \(number)", organization: "Port Selby Welcome Centre", description: "A safe place to ask <anything>, صباح الخير.",
        place: "Old Customs Hall", languages: ["ar", "en", "uk"], isFree: number.isMultiple(of: 2))
}

func page() -> Int {
    let html: HTML = "<!DOCTYPE html><html lang=\"en\"><body><h1>Find help</h1><ul class=\"cards\">\(rows.map(\.html))</ul></body></html>"
    return html.text.utf8.count
}

let clock = ContinuousClock()
var length = 0
for _ in 0..<500 { length = page() }
var spent: [Duration] = []
for _ in 0..<5000 { spent.append(clock.measure { length = page() }) }
let median = spent.sorted()[spent.count / 2] / .seconds(1)
print("a page of 50 rows, \(length) bytes: \(Int(1 / median)) a second on one core")
