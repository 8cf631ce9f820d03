import Testing
@testable import Vault

/// One name as it is really written by people, offices and passports of several countries.
struct NameGroupTests {
    @Test(arguments: groups) func `every spelling finds every other on the first page`(spellings: [String]) {
        var index = Self.crowd
        for (number, spelling) in spellings.enumerated() { index.insert(1000 + number, names: [spelling]) }
        for query in spellings {
            let page = Set(index.search(query, limit: 20).map(\.key))
            let missing = spellings.indices.filter { !page.contains(1000 + $0) }.map { spellings[$0] }
            #expect(missing.isEmpty, "\(query) does not find \(missing)")
        }
    }

    static let groups = [
        ["محمد", "Mohammed", "Muhammad", "Mohamed", "Мухаммед", "Mehmet", "Maxamed"],
        ["Oleksandr", "Aleksandr", "Олександр", "Александр", "Alexander"],
        ["Serhii", "Sergey", "Сергій", "Сергей", "Sergiy"],
        ["Yousef", "Yusuf", "يوسف", "Youssef", "Юсуф", "ዮሴፍ"],
        ["Khadija", "Hatice", "خديجة", "Khadijah", "Hadija", "Xadiija"],
        ["Abdulrahman", "Abd al-Rahman", "Abdul Rahman", "Abderrahmane", "Abdurrahman", "Abdirahman", "عبد الرحمن", "عبدالرحمن"],
        ["Tesfay", "Tesfai", "ተስፋይ", "Tesfaye"],
        ["Hussein", "Hussain", "Husayn", "حسين", "Хусейн", "Hüseyin", "حسین"],
        ["Fatima", "Fatimah", "Fatma", "فاطمة", "Фатима", "Faadumo"],
        ["Volodymyr", "Vladimir", "Володимир", "Владимир", "Wolodymyr"],
        ["Ibrahim", "Ebrahim", "إبراهيم", "ابراهيم", "Abraham", "አብርሃም", "Ибрагим"],
        ["Yohannes", "Yohanes", "ዮሃንስ", "Johannes"],
        ["Aisha", "Ayesha", "Aicha", "Ayşe", "عائشة"],
        ["Leila", "Layla", "Laila", "ليلى", "لیلا", "Leyla", "Лейла"],
        ["Mykola", "Nikolai", "Микола", "Николай"],
        ["Olha", "Olga", "Ольга"],
        ["Ahmad", "Ahmed", "أحمد", "احمد", "Ахмед", "Axmed"],
        ["Suleiman", "Süleyman", "Sulayman", "سليمان", "Сулейман", "Soliman"],
        ["Mustafa", "Moustafa", "مصطفى", "مصطفی", "Mostafa"],
        ["Zahra", "Zohra", "زهرا", "زهراء", "Zehra"],
        ["Haile", "Hayle", "ሃይለ", "Hailé"],
        ["Yevhen", "Yevgeny", "Євген", "Евгений", "Evgeny"],
        ["Habibullah", "Habib Ullah", "حبيب الله", "حبیب‌الله"],
        ["Nour al-Din", "Noureddine", "نور الدين", "Nuruddin"],
        ["Abu Bakr", "Abubakar", "أبو بكر", "Aboubacar"],
        ["Bashir", "Basheer", "بشير"],
        ["Walid", "Waleed", "وليد", "Oualid"],
        ["Tetiana", "Tatiana", "Тетяна", "Татьяна"],
        ["Nour", "Noor", "Nur", "نور"],
        ["Gulnar", "Golnar", "گلنار", "Gülnar", "Гульнар"],
    ]

    /// A few hundred others, so that a page is something to be earned.
    private static let crowd = {
        var index = NameIndex<Int>()
        let given = """
            Adam Bilal Chiara Dmytro Elif Farah Goran Hiba Ivan Jana Karim Lina Marta Nadia Omar Petro Qasim Rana Samir Tariq
            Ulrike Vera Wafa Yara Ziad Amir Hasan Malik Nasser Salma Murad Mahdi Hamed Hamid Madina Samira Safi Isaf Sofia Lara
            """.split(whereSeparator: \.isWhitespace)
        let family = "Haddad Koval Shevchenko Berhane Nazari Rahimi Osman Kaya Demir Popov".split(separator: " ")
        for (number, name) in given.flatMap({ first in family.map { "\(first) \($0)" } }).enumerated() {
            index.insert(number, names: [name])
        }
        return index
    }()
}
