import Testing
@testable import Vault

struct SoundKeyTests {
    @Test(arguments: [
        ("Oleksandr", "lksntr"), ("Yusuf", "sf"), ("Ibrahim", "brm"), ("Schmidt", "smt"), ("Vladimir", "fltmr"),
        ("Żółć", "sls"), ("Ивченко", "fsnk"), ("Tesfay", "tsf"), ("ተስፋይ", "tsf"), ("ምህረት", "mrt"), ("أنور", "nr"), ("O'Brien", "brn"),
    ]) func `a name has the consonants of its classes`(name: String, key: String) {
        #expect(SoundKey(name).description == key)
    }

    @Test(arguments: [
        ("brm", "brm", true), ("brm", "brn", true), ("brm", "bm", true), ("bm", "brm", true), ("brm", "brmt", true),
        ("brm", "bnt", false), ("brm", "rmb", false), ("b", "brm", false),
    ]) func `keys are near when one class differs`(a: String, b: String, isNear: Bool) {
        #expect(SoundKey(a).isNear(SoundKey(b)) == isNear)
    }

    @Test func `eight classes count`() {
        #expect(SoundKey("brmtlnkbsr").description == "brmtlnkb")
    }
}

struct JaroWinklerTests {
    /// Winkler (1990), table of examples.
    @Test(arguments: [
        ("martha", "marhta", 0.961), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.813), ("same", "same", 1), ("abc", "xyz", 0),
        ("a", "", 0),
    ]) func `the measure has its published values`(a: String, b: String, value: Double) {
        #expect(abs(JaroWinkler.similarity(Array(a.utf8), Array(b.utf8)) - value) < 0.0005)
    }

    // ASVS 1.4.1
    @Test func `words longer than 64 letters do not crash`() {
        let long = [UInt8](repeating: 97, count: 200)
        #expect(JaroWinkler.similarity(long, long) == 1)
    }
}
