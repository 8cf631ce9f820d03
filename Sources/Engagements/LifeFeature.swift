import House
import Localization
import Messaging
import Trust
import Web

extension Feature {
    /// What follows an approval: both sides are asked, and what comes of it lives.
    public static func engagementsLife(_ resources: Resources) throws -> Feature {
        return Feature(
            name: "Engagements", migrations: [.engagements, .engagementsLife], personalData: FieldEntry.ofLife, letters: Letter.ofLife,
            doors: { _ in [] })
    }
}
