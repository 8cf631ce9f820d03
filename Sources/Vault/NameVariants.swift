/// Names that are the same name in another language or script, though neither sound nor spelling tells.
///
/// Only pairs that people and offices really use for one person; related names that are two (Maria, Maryam) are not.
struct NameVariants: Sendable {
    struct Group: Sendable {
        let number: Int
        let key: SoundKey
    }

    static let shared = NameVariants(list)

    private let groups: [[UInt8]: Group]

    /// One group a line; its first name gives the sound key.
    init(_ list: String) {
        var groups: [[UInt8]: Group] = [:]
        for (number, line) in list.split(separator: "\n").enumerated() {
            let forms = line.split(separator: " ").map { NameForm.of(Array($0.utf8)) }
            for form in forms { groups[form] = Group(number: number, key: SoundKey(form: forms[0])) }
        }
        self.groups = groups
    }

    func group(of form: [UInt8]) -> Group? { groups[form] }

    private static let list = """
        muhammad mohammed mohamed mohammad muhammed mohamad mehmet mehmed mukhammad mukhammed magomed maxamed mhmd
        ahmad ahmed ahmet akhmad akhmed axmed achmed ahmd
        mahmud mahmoud mahmut makhmud maxamuud mhmud
        khadija khadijah hatice hadija hadiza khadiga kadija kadidja xadiija khdijh khdijah khadidja
        hassan hasan khasan xasan hsn
        hussein husain hussain husayn khusein khuseyn xuseen huseyin hosein hsin
        khalid khaled halit halid chalid khald
        khalil halil khlil
        yusuf yousef yousif youssef youssouf yosef yosief yosyp iosif osip joseph josef jusuf jozef iusf
        ibrahim ebrahim ibragim abraham avraham ibrahima brahim abreham abraham abrham abrahm brahm
        yaqub yakub yaqoub yakup jacob jakob jakub yakiv yakov iaqub
        dawud daoud davud dawood david davit dawit daud
        musa moussa moses muse musie mosa
        isa issa eisa iisa
        sulaiman suleiman suleyman solomon soliman selomon sulaimon slimane
        othman osman uthman cusmaan cismaan athman
        umar omar omer cumar
        ali aly cali
        aisha aicha ayse ayesha caasha aysha
        abdi cabdi
        jamal gamal cemal djamal dzhamal jamaal
        jamila gamila cemile djamila dzhamila jamilah
        jalal celal galal djalal
        najib naguib necip nejib
        reza riza rida ridha rda
        zahra zohra zehra zara
        ghulam gholam golam
        serhii serhiy serhij sergey sergei sergii sergiy serge sergej siarhei
        oleksandr aleksandr alexander aleksander alexandr olexandr aliaksandr
        oleksandra aleksandra alexandra olexandra
        oleksii oleksiy alexei aleksei alexey aleksey oleksij
        olena elena yelena helena alena
        oleh oleg
        olha olga
        ihor igor
        bohdan bogdan
        halyna galina halina
        hanna anna ganna
        hryhorii hryhoriy grigory grigori grigoriy grigorij hryhorij
        heorhii heorhiy georgy georgii georgi george giorgi
        yevhen yevhenii evgeny evgeni evgenii yevgeny yevgeni yevgeniy eugene ievgen yevgen
        yevheniia yevheniya evgenia yevgenia yevgeniya evgeniya eugenia yevheniya
        mykola nikolai nikolay nikola nikolas nicholas mikola nikolaj
        mykhailo mikhail mihail michael mykhaylo mikhaylo mikael mikhayl mikail
        volodymyr vladimir wolodymyr uladzimir
        andrii andriy andrei andrey andrew andrij andrej
        dmytro dmitri dmitry dmitriy dmitrii dmitro dimitri
        pavlo pavel paul pawel
        petro petr pyotr peter petros
        yohannes yohanes johannes yohanis
        yuliia yulia julia iuliia yuliya yulija
        sofia sofiia sofiya sophia zofia
        nataliia natalia natalya nataliya natalija
        viktoriia viktoria victoria viktoriya viktorija
        tesfay tesfai tesfaye tasfay
        gebre ghebre gabra gebru
        haile hayle hayla
        mehret mihret mhret mhrat
        """
}
