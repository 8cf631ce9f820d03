// swift-tools-version: 6.2
import PackageDescription

// The house's own markup and nothing else of it, by a link to its sources.
let package = Package(
    name: "rendering",
    targets: [
        .target(name: "Markup", swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
        .executableTarget(name: "rendering", dependencies: ["Markup"]),
    ]
)
