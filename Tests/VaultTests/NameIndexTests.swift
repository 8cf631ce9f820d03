import Testing
@testable import Vault

struct NameIndexTests {
    @Test(arguments: [
        "Khoury", "khou", "Amina Khoury", "Khoury Amina", "KHOURI", "amnia khoury", "Aminah", "خوري", "أمينة",
    ]) func `someone is found by any part, beginning or slip of the name`(query: String) {
        #expect(town.search(query).first?.key == 1)
    }

    @Test(arguments: ["Abd al-Rahman", "abdul rahman", "عبدالرحمن", "Abdirahman", "Rahman"])
    func `a name of two words is found as one`(query: String) {
        #expect(town.search(query).first?.key == 3)
    }

    @Test(arguments: ["", "   ", "?!", "123"]) func `nothing asked finds nobody`(query: String) {
        #expect(town.search(query).isEmpty)
    }

    @Test func `a stranger is not found`() {
        #expect(town.search("Xenophon Papadopoulos").isEmpty)
    }

    @Test func `the year of birth ranks namesakes`() {
        var index = town
        index.insert(10, names: ["Amina Khoury"], birthYear: 1950)
        #expect(index.search("Amina Khoury", birthYear: 1950).map(\.key).first == 10)
        #expect(index.search("Amina Khoury", birthYear: 1988).map(\.key).first == 1)
    }

    @Test func `another year of birth is not likely the same person`() {
        #expect(town.search("Amina Khoury", birthYear: 1960).first?.isLikely == false)
    }

    @Test func `a removed person leaves no name behind`() {
        var index = NameIndex<Int>()
        index.insert(1, names: ["Amina Khoury"])
        index.insert(2, names: ["Amina Haddad"])
        index.remove(1)
        #expect(index.search("Khoury").isEmpty && index.search("Amina").map(\.key) == [2])
        #expect(index.count == 1 && index.wordCount == 2)
    }

    @Test func `a new name replaces the old one`() {
        var index = NameIndex<Int>()
        index.insert(1, names: ["Amina Khoury"])
        index.insert(1, names: ["Amina Haddad"])
        #expect(index.search("Khoury").isEmpty && index.search("Haddad").map(\.key) == [1])
    }

    @Test func `places of removed people are used again`() {
        var index = NameIndex<Int>()
        for key in 0..<100 {
            index.insert(key, names: ["Amina Khoury"])
            index.remove(key)
        }
        index.insert(7, names: ["Bohdan Koval"])
        #expect(index.search("Koval").map(\.key) == [7] && index.search("Khoury").isEmpty)
    }

    @Test func `no more than the limit is answered`() {
        var index = NameIndex<Int>()
        for key in 0..<50 { index.insert(key, names: ["Amina"]) }
        #expect(index.search("Amina", limit: 20).map(\.key) == Array(0..<20))
    }

    @Test(arguments: ["Amina", "Koval", "Bohdan Khoury", "Samir Kovalenko", "Moh"]) func `the best few are the beginning of all`(query: String) {
        var index = NameIndex<Int>()
        let given = ["Amina", "Amna", "Bohdan", "Bogdan", "Samir", "Samira", "Mohammed", "Mohsen"], family = ["Khoury", "Koval", "Kovalenko", "Kuri", "Haddad"]
        for key in 0..<200 { index.insert(key, names: ["\(given[key % 8]) \(family[key % 5])"]) }
        let all = index.search(query, limit: 1000)
        #expect(all.count > 20 && zip(all, all.dropFirst()).allSatisfy { ($1.score, $0.key) < ($0.score, $1.key) })
        for limit in [1, 3, 20] { #expect(index.search(query, limit: limit).map(\.key) == all.prefix(limit).map(\.key)) }
    }

    private let town = {
        var index = NameIndex<Int>()
        index.insert(1, names: ["Amina Khoury", "أمينة خوري"], birthYear: 1988)
        index.insert(2, names: ["Bohdan Koval"], birthYear: 1979)
        index.insert(3, names: ["Abdul Rahman Haddad"], birthYear: 1990)
        index.insert(4, names: ["Samuel Berhane"], birthYear: 2001)
        return index
    }()
}
