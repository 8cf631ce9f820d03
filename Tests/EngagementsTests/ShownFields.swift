import Foundation

extension String {
    /// What a form on this page holds in its inputs of text and hidden ones, by name.
    var fields: [String: String] {
        matches(of: /<input[^>]*>/).reduce(into: [:]) { found, input in
            let tag = String(input.output)
            guard let name = tag.firstMatch(of: /name="([^"]*)"/)?.output.1, !tag.contains("type=\"radio\""), !tag.contains("type=\"checkbox\"") else { return }
            found[String(name)] = tag.firstMatch(of: /value="([^"]*)"/).map { String($0.output.1) } ?? ""
        }
    }
}

extension [String: String] {
    /// As a browser sends them, without the token, which the test's browser adds.
    var sent: [(String, String)] { filter { $0.key != "form_token" }.map { ($0.key, $0.value) } }
}
