/// Words that begin or make up the passwords most people choose, lower case, three characters and more.
enum CommonPasswords {
    static let stems: [[Character]] = list.split(whereSeparator: \.isWhitespace).map(Array.init)

    private static let list = """
        password passwort passwd pass parola motdepasse contrasena wachtwoord haslo parole senha sifre kalimat
        welcome willkommen bienvenue bienvenido welkom admin administrator root user guest login signin letmein
        changeme change default secret secure security master access temp temporary test tester testing demo sample
        example qwerty qwertz azerty abc123 iloveyou love lovely loveyou forever baby babygirl angel princess prince
        queen king sunshine sunny flower rainbow butterfly dragon monkey tiger lion eagle falcon panther wolf horse
        shadow killer hunter ranger warrior soldier batman superman spiderman pokemon starwars matrix ninja samurai
        football fussball futbol soccer baseball basketball hockey liverpool arsenal chelsea barcelona realmadrid
        juventus bayern galatasaray fenerbahce michael jordan jennifer jessica ashley daniel thomas robert andrew
        charlie george william matthew joshua anthony nicole michelle alexander maria muhammad mohammed ahmad
        summer winter spring autumn sommer herbst monday tuesday wednesday thursday friday saturday sunday january
        february march april june july august september october november december hello hallo bonjour salam shalom
        freedom liberty peace hope trustno whatever nothing computer internet google facebook samsung iphone android
        windows microsoft apple orange banana cookie chocolate cheese coffee pepper ginger purple silver golden money
        happy lucky super hockey music guitar mustang ferrari porsche mercedes corvette harley yankees cowboys london
        paris berlin istanbul ukraine ukraina kyiv syria damascus afghanistan kabul germany deutschland france england
        canada america allah bismillah jesus christ church family familie mother mama father papa
        tessera refugee refugees newcomer volunteer caseworker hub port selby town correcthorsebatterystaple
        correct horse battery staple
        """
}
