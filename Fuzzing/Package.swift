// swift-tools-version: 6.2
import PackageDescription

// Depends on nothing but the two lower rooms and, of three above them, the readers of what is
// submitted. All stand here by symbolic link: a dependency on the package above would have SwiftPM
// clone the server's thirty dependencies first.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "Fuzzing",
    platforms: [.macOS(.v26)],
    targets: [
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "LinkedData", swiftSettings: strict),
        .target(
            name: "Credentials", dependencies: ["LinkedData", "COpenSSL", "CZlib"],
            swiftSettings: strict),
        .target(
            name: "CertAuthority", dependencies: ["Credentials", "LinkedData"],
            swiftSettings: strict),
        .target(
            name: "Verification", dependencies: ["CertAuthority", "Credentials", "LinkedData"],
            swiftSettings: strict),
        .target(
            name: "Documents",
            dependencies: ["CertAuthority", "Verification", "Credentials", "LinkedData"],
            swiftSettings: strict),
        .target(
            name: "Office", dependencies: ["Documents", "Credentials"], swiftSettings: strict),
        .target(name: "Spreadsheets", dependencies: ["Credentials"], swiftSettings: strict),
        .target(
            name: "Samples", dependencies: ["Credentials", "LinkedData"], swiftSettings: strict),
        // The door through which libFuzzer, which has the main function, hands its inputs in.
        .target(name: "CLibFuzzer"),
        // Builds only with --sanitize fuzzer, as scripts/fuzz does.
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CLibFuzzer", "Samples", "CertAuthority", "Verification", "Documents",
                "Office", "Spreadsheets", "Credentials", "LinkedData",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
