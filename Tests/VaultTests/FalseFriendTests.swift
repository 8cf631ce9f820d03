import Testing
@testable import Vault

/// Different names that look or sound alike: a page may show them, but never as the same name.
struct FalseFriendTests {
    @Test(arguments: pairs) func `two names are not taken for one`(name: String, other: String) {
        for (asked, known) in [(name, other), (other, name)] {
            var index = NameIndex<Int>()
            index.insert(1, names: [known])
            #expect(index.search(asked).allSatisfy { !$0.isLikely }, "\(asked) finds \(known)")
        }
    }

    @Test(arguments: [
        ("Mohammed", "Muhammad"), ("Khaled", "Khalid"), ("Sergei", "Serhii"), ("Yousef", "Yusuf"), ("Fatima", "Fatma"),
        ("Aisha", "Ayesha"), ("Hussein", "Hussain"), ("Elena", "Yelena"), ("Abdulrahman", "Abd al-Rahman"), ("Sarah", "Sara"),
    ]) func `two spellings are taken for one`(name: String, other: String) {
        var index = NameIndex<Int>()
        index.insert(1, names: [other])
        #expect(index.search(name).first?.isLikely == true)
    }

    static let pairs = [
        ("Hassan", "Hussein"), ("Maria", "Maryam"), ("Ali", "Alia"), ("Omar", "Amir"), ("Nadia", "Nadir"),
        ("Samir", "Samira"), ("Karim", "Karima"), ("Amin", "Amina"), ("Jamal", "Jamil"), ("Kamal", "Kamil"),
        ("Hamid", "Ahmad"), ("Rana", "Rania"), ("Dina", "Diana"), ("Dana", "Dina"), ("Sara", "Zahra"),
        ("Sara", "Sahar"), ("Mona", "Amina"), ("Hana", "Hani"), ("Sami", "Samia"), ("Nour", "Noura"),
        ("Ivan", "Ivana"), ("Julia", "Julian"), ("Iman", "Ayman"), ("Wael", "Walid"), ("Farid", "Farida"),
        ("Ahmad", "Ahmadi"), ("Ahmad", "Muhammad"), ("Hamza", "Hamida"), ("Oleksandr", "Oleksandra"), ("Roman", "Ramin"),
        ("Tarik", "Turki"), ("Salim", "Salma"), ("Selma", "Salem"), ("Bilal", "Nabil"), ("Nabil", "Nabila"),
        ("Yasin", "Hasan"), ("Murad", "Marid"), ("Said", "Saida"), ("Rashid", "Rasha"), ("Khalil", "Khalid"),
        ("Mehret", "Merhawi"), ("Tesfay", "Tsehay"), ("Daniel", "Daniela"), ("Viktor", "Viktoria"), ("Natalia", "Nathan"),
        ("Olga", "Oleg"), ("Ibrahim", "Ibtisam"), ("Zaid", "Zaida"), ("Adnan", "Adna"), ("Latif", "Latifa"),
        ("Abdullah", "Abdulaziz"), ("Abdulrahman", "Abdulrahim"), ("حسن", "حسين"), ("علي", "علياء"), ("Андрій", "Андріана"),
    ]
}
