import Localization
import Markup

/// One of a list to choose, folded away.
public struct Select: Sendable {
    /// A value with what the reader sees; data of the hub is marked with its language.
    public struct Option: Sendable {
        let value: String, text: String, language: String?
        public init(_ value: String, _ text: String, language: String? = nil) { (self.value, self.text, self.language) = (value, text, language) }
    }
    private let name: String, label: Message, options: [Option], chosen: String?

    public init(name: String, label: Message, options: [Option], chosen: String?) {
        (self.name, self.label, self.options, self.chosen) = (name, label, options, chosen)
    }

    public func html(_ say: Speech) -> HTML {
        """
        <div class="field"><label \(.for(name))>\(say(label))</label><select \(.id(name)) \(.name(name))>
        \(options.map { option in
            "<option dir=\"auto\" \(.value(option.value)) \(option.language.map(Attribute.lang)) \(when: option.value == chosen, " selected")>\(option.text)</option>" as HTML
        })</select></div>
        """
    }
}
