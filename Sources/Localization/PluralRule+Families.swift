extension PluralRule {
    struct Family {
        let categories: [Category], notation: String, languages: String
    }

    /// One for 1, other for the rest: most languages, and those that CLDR says nothing of.
    static let common = Family(categories: [.one, .other], notation: "n != 1", languages: "")

    static let families = [
        Family(categories: [.other], notation: "0", languages: "id ja ko lo ms my nqo th vi zh yo ig wo bm km to"),
        Family(categories: [.one, .other], notation: "n > 1",
               languages: "am ti fa fr pt hi bn gu kn as zu ln pa mg si ff hy kab nso ak"),
        Family(categories: [.one, .few, .many], notation: """
            n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2
            """, languages: "ru uk be"),
        Family(categories: [.one, .few, .other], notation: """
            n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2
            """, languages: "sr hr bs"),
        Family(categories: [.one, .few, .many], notation: """
            n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2
            """, languages: "pl"),
        Family(categories: [.one, .few, .other], notation: "n==1 ? 0 : n>=2 && n<=4 ? 1 : 2", languages: "cs sk"),
        Family(categories: [.one, .few, .other], notation: "n==1 ? 0 : n==0 || n%100>=1 && n%100<=19 ? 1 : 2",
               languages: "ro"),
        Family(categories: [.one, .two, .other], notation: "n==1 ? 0 : n==2 ? 1 : 2", languages: "he"),
        Family(categories: [.zero, .one, .two, .few, .many, .other], notation: """
            n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5
            """, languages: "ar apc acm apd arz ary arq aeb ayl afb ars"),
        Family(categories: [.one, .few, .other], notation: """
            n%10==1 && (n%100<11 || n%100>19) ? 0 : n%10>=2 && (n%100<11 || n%100>19) ? 1 : 2
            """, languages: "lt"),
        Family(categories: [.zero, .one, .other], notation: """
            n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 ? 1 : 2
            """, languages: "lv"),
        Family(categories: [.one, .two, .few, .other], notation: """
            n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3
            """, languages: "sl"),
        Family(categories: [.one, .other], notation: "n%10!=1 || n%100==11", languages: "mk is"),
        Family(categories: [.one, .other], notation: "n!=1 && n!=2 && n!=3 && (n%10==4 || n%10==6 || n%10==9)",
               languages: "fil"),
    ]
}
