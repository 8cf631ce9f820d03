// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

/// A room of the house: its name and what it may import.
func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports, swiftSettings: house)
}

func tests(_ name: String, _ imports: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: imports, swiftSettings: house)
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "tessera",
    products: [.executable(name: "tessera", targets: ["tessera"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The kernel: what every area stands on.
        room("Identity"),
        room("Markup"),
        room("Storage", ["Identity"]),
        room("Localization", ["Identity", "Markup"]),
        room("Vault", ["Identity", "Storage", "CSodium", crypto]),
        room("Trust", ["Identity", "Storage", "Vault", "Merkle"]),
        room("Messaging", ["Identity", "Storage", "Localization", "Vault", "CCurl", .product(name: "NIOPosix", package: "swift-nio")]),
        room("Fetching", ["CCurl", .product(name: "NIOPosix", package: "swift-nio")]),
        room("Web", ["Identity", "Markup", "Localization", "CQREncode", hummingbird]),
        room("House", ["Identity", "Markup", "Storage", "Localization", "Vault", "Trust", "Messaging", "Web", "Fetching", "Embedded", logging,
                       .product(name: "Yams", package: "Yams"), .product(name: "SwiftCSV", package: "SwiftCSV")]),

        // Engines: the only rooms that know a database by name.
        room("SQLiteEngine", ["Storage", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift")]),
        room("PostgresEngine", ["Storage", "CPostgres", .product(name: "NIOPosix", package: "swift-nio")]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .target(name: "Embedded", exclude: ["catalogs", "assets", "vocabularies"], cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),

        // Pure engines: structs in, structs out.
        // Optimized in debug builds, too, and as a whole, so that what is generic is made for its type: a round of the demo is solved as fast as a real one.
        .target(name: "Optimization", swiftSettings: house + [.unsafeFlags(["-O", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug))]),

        // Matching problems in files: what `tessera match` solves.
        room("MatchFiles", ["Optimization", "CMalloc"]),
        .systemLibrary(name: "CMalloc"),

        // What an append-only log is proved by (RFC 9162).
        room("Merkle", [crypto]),

        // What others sign to say who someone is: passkeys, and the tokens of an identity provider.
        room("Assertions", ["Vault", crypto, cryptoExtras]),

        // The areas.
        room("Accounts", ["House", "Assertions", "Fetching"]),
        room("Directory", ["House", "Accounts"]),
        room("People", ["House", "Accounts", "Directory"]),
        room("Volunteers", ["House", "Accounts", "People"]),

        room("Engagements", ["House", "Accounts", "Directory", "People", "Volunteers", "Optimization"]),

        // Carries the letters of all areas.
        room("Post", ["House"]),
        // Where the mails of a demo end.
        room("DemoMailbox", [.product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio")]),

        room("Safety", ["House", "Accounts", "People", "Engagements"]),
        // What people must be protected from, sealed to those who are named to read it.
        room("Protection", ["House", "Accounts", "People"]),
        // What people see and decide of what all areas hold about them.
        room("Privacy", ["House", "Accounts"]),
        // The log of changes, for whoever answers for data protection.
        room("Audit", ["House"]),

        // Keys and backups: what keeps a town's data closed, and there.
        room("Safekeeping", ["House", crypto]),

        // All areas put together, and the demo town.
        room("Assembly", ["House", "Accounts", "Directory", "People", "Volunteers", "Engagements", "Safety", "Protection", "Privacy", "Audit", "Safekeeping", "Post", "DemoMailbox", .product(name: "Yams", package: "Yams"),
                          .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")]),

        .executableTarget(name: "tessera", dependencies: [
            "Assembly", "Directory", "Accounts", "People", "Volunteers", "Engagements", "Audit", "Safekeeping", "MatchFiles", "SQLiteEngine", "PostgresEngine",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ], swiftSettings: house),

        // What trust costs: `swift run -c release trust-bench`.
        .executableTarget(name: "trust-bench", dependencies: ["Trust", "Merkle", "SQLiteEngine", "People", "Accounts", "TestSupport"], path: "bench/trust", swiftSettings: house),
        // How fast the round is, on instances of its own: `bench/match`.
        .executableTarget(name: "matching-bench", dependencies: ["Optimization", "MatchFiles"], path: "bench/matching", exclude: ["peers"], swiftSettings: house),

        .target(name: "TestSupport", dependencies: ["Assembly", "DemoMailbox", "SQLiteEngine", "PostgresEngine", crypto, cryptoExtras],
                path: "Tests/TestSupport", swiftSettings: house),
        tests("IdentityTests", ["Identity"]),
        tests("MarkupTests", ["Markup"]),
        tests("LocalizationTests", ["Localization"]),
        tests("StorageTests", ["Storage", "TestSupport"]),
        tests("VaultTests", ["Vault", "SQLiteEngine"]),
        tests("TrustTests", ["Trust", "SQLiteEngine", "TestSupport"]),
        tests("MerkleTests", ["Merkle"]),
        tests("AssertionsTests", ["Assertions", "Vault", "TestSupport", crypto, cryptoExtras]),
        tests("AuditTests", ["Audit", "Merkle", "TestSupport"]),
        tests("MessagingTests", ["Messaging", "DemoMailbox", "TestSupport"]),
        tests("HouseTests", ["House", "TestSupport"]),
        tests("PostTests", ["Post", "DemoMailbox", "People", "TestSupport"]),
        tests("WebTests", ["Web", "TestSupport"]),
        tests("AccountsTests", ["Accounts", "Fetching", "TestSupport"]),
        tests("DirectoryTests", ["Directory", "TestSupport"]),
        tests("PeopleTests", ["People", "TestSupport"]),
        tests("VolunteersTests", ["Volunteers", "People", "TestSupport"]),
        tests("OptimizationTests", ["Optimization"]),
        tests("MatchFilesTests", ["MatchFiles", "Optimization"]),
        tests("EngagementsTests", ["Engagements", "Volunteers", "People", "TestSupport"]),
        tests("SafetyTests", ["Safety", "TestSupport"]),
        tests("ProtectionTests", ["Protection", "Privacy", "Safekeeping", "SQLiteEngine", "TestSupport"]),
        tests("PrivacyTests", ["Privacy", "Engagements", "Volunteers", "People", "TestSupport"]),
        tests("SafekeepingTests", ["Safekeeping", "SQLiteEngine", "TestSupport"]),
        tests("AssemblyTests", ["Assembly", "DemoMailbox", "Engagements", "People", "Volunteers", "TestSupport"]),
        tests("ArchitectureTests", ["TestSupport"]),
    ]
)

// What comes from outside, fuzzed: a short run among the tests, or `Tests/FuzzTests/run`, which builds it with libFuzzer.
let fuzzed: [Target.Dependency] = [
    "Accounts", "Assertions", "DemoMailbox", "Directory", "Engagements", "House", "Merkle", "Messaging", "Optimization", "People", "Privacy",
    "Safekeeping", "Trust", "Vault", "Volunteers", "Web", crypto, hummingbird,
]
if Context.environment["TESSERA_FUZZ"] == nil {
    package.targets.append(.testTarget(
        name: "FuzzTests", dependencies: fuzzed, exclude: ["seeds", "run", "README.md", "Driver.swift"], swiftSettings: house))
} else {
    package.targets.append(.executableTarget(
        name: "fuzz", dependencies: fuzzed, path: "Tests/FuzzTests",
        exclude: ["seeds", "run", "README.md", "FuzzTests.swift", "Mutation.swift", "Dice.swift"],
        swiftSettings: house + [.unsafeFlags(["-parse-as-library"])]))
}
