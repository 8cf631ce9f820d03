/// A sentence found in the source, as translators will see it.
public struct Extracted: Hashable, Sendable {
    public let msgid: String
    public let plural: String?
    public let context: String?
    /// Of the call, counted from 1.
    public let line: Int

    public init(msgid: String, plural: String? = nil, context: String? = nil, line: Int) {
        (self.msgid, self.plural, self.context, self.line) = (msgid, plural, context, line)
    }

    var key: Catalog.Key { Catalog.Key(context: context, msgid: msgid) }
}
