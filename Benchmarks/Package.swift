// swift-tools-version: 6.2
import PackageDescription

// Depends on nothing but the two lower rooms, which stand here by symbolic link: a dependency on
// the package above would have SwiftPM clone the server's thirty dependencies first.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    targets: [
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "LinkedData", swiftSettings: strict),
        .target(
            name: "Credentials", dependencies: ["LinkedData", "COpenSSL", "CZlib"],
            swiftSettings: strict),
        // An invented issuer with its keys, badges and status list; the fuzz targets use it too.
        .target(
            name: "Samples", dependencies: ["Credentials", "LinkedData"], swiftSettings: strict),
        .executableTarget(
            name: "Bench", dependencies: ["Samples", "Credentials", "LinkedData"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
