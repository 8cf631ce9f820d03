import Identity
import Testing

@Suite struct IDTests {
    @Test func `an id made later sorts later`() {
        var random = SystemRandomNumberGenerator()
        let early = PersonID(milliseconds: 1_795_262_400_000, random: &random)
        let late = PersonID(milliseconds: 1_795_262_400_001, random: &random)
        #expect(early < late)
    }

    @Test func `a fresh id is a UUID of version 7 and variant 2`() {
        var random = SystemRandomNumberGenerator()
        let text = Array(PersonID(milliseconds: 1, random: &random).text)
        #expect(text.count == 36 && text[14] == "7" && "89ab".contains(text[19]))
    }

    @Test func `an id in capitals is the same id`() {
        #expect(PersonID("5BC27D12-1B1C-40B5-A798-76CBD0502002")?.text == "5bc27d12-1b1c-40b5-a798-76cbd0502002")
    }

    @Test(arguments: ["", "5bc27d12", "5bc27d12-1b1c-40b5-a798-76cbd050200", "5bc27d12-1b1c-40b5-a798-76cbd050200g",
                      "5bc27d121b1c-40b5-a798-76cbd05020020", "' OR 1=1 --                         "])
    func `what is no UUID is no id`(_ text: String) {
        #expect(PersonID(text) == nil)
    }
}
