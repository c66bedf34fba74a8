// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
    // A newer dependency may deprecate what we call; that must not break a fresh clone.
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

let package = Package(
    name: "CertAuthority",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "LinkedData", targets: ["LinkedData"]),
        .library(name: "Credentials", targets: ["Credentials"]),
        .library(name: "NetworkLookup", targets: ["NetworkLookup"]),
        .library(name: "CertAuthority", targets: ["CertAuthority"]),
        .library(name: "Verification", targets: ["Verification"]),
        .library(name: "Documents", targets: ["Documents"]),
        .library(name: "StoreSQL", targets: ["StoreSQL"]),
        .library(name: "StoreSQLite", targets: ["StoreSQLite"]),
        .library(name: "StorePostgres", targets: ["StorePostgres"]),
        .library(name: "StoreAccess", targets: ["StoreAccess"]),
        .library(name: "Spreadsheets", targets: ["Spreadsheets"]),
        .library(name: "Office", targets: ["Office"]),
        .executable(name: "certctl", targets: ["certctl"]),
        .executable(name: "VerifyServer", targets: ["VerifyServer"]),
    ],
    traits: [
        .default(enabledTraits: ["PostgreSQL"]),
        .trait(
            name: "PostgreSQL",
            description: "Stores in PostgreSQL too; without it nothing is linked with libpq."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // Module maps only; each is imported by exactly one folder (scripts/check holds it so).
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(
            name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CRSVG", pkgConfig: "librsvg-2.0", providers: [.apt(["librsvg2-dev"])]),

        // JSON, JCS, JSON-LD, RDF canonicalisation: no C, no I/O.
        .target(name: "LinkedData", swiftSettings: strict),
        // Open Badges, proofs, status lists, identifiers, verification: no store, no network.
        .target(
            name: "Credentials", dependencies: ["LinkedData", "COpenSSL", "CZlib"],
            swiftSettings: strict),
        // Looking documents and status lists up over HTTPS; nothing else goes out on the network.
        .target(
            name: "NetworkLookup", dependencies: ["Credentials", "LinkedData", "CCurl"],
            swiftSettings: strict),
        // What there is and what holds of it: catalogue, fees, orders, certificates, the record as a
        // seam. No C, no database, no drawing, no key.
        .target(
            name: "CertAuthority",
            dependencies: ["Credentials", "LinkedData", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Languages/Strings")], swiftSettings: strict),
        // Certificates and submitted documents, verified against a record.
        .target(
            name: "Verification", dependencies: ["CertAuthority", "Credentials", "LinkedData"],
            swiftSettings: strict),
        // Sheets, badges and learners' files: made of what was signed, and read.
        .target(
            name: "Documents",
            dependencies: [
                "CertAuthority", "Verification", "Credentials", "LinkedData", "CQREncode", "CPNG",
                "CCairo", "CPango", "CRSVG",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Designs")], swiftSettings: strict),
        // The record as rows of SQL, and the rules over them: of no database.
        .target(
            name: "StoreSQL", dependencies: ["CertAuthority", "Credentials", "LinkedData"],
            swiftSettings: strict),
        // SQLite for it.
        .target(
            name: "StoreSQLite",
            dependencies: [
                "StoreSQL", "CertAuthority", "Credentials", "LinkedData",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        // PostgreSQL for it.
        .target(
            name: "StorePostgres",
            dependencies: ["StoreSQL", "CertAuthority", "Credentials", "CPostgreSQL"],
            resources: [
                .embedInCode("Schema/record.sql"), .embedInCode("Schema/money.sql"),
                .embedInCode("Schema/rules.sql"),
            ], swiftSettings: strict),
        // The store of an installation, whichever database it is in.
        .target(
            name: "StoreAccess",
            dependencies: [
                "StoreSQL", "StoreSQLite", "CertAuthority",
                .target(name: "StorePostgres", condition: .when(traits: ["PostgreSQL"])),
            ], swiftSettings: strict),
        // Text in any encoding, and workbooks, as tables of text in UTF-8.
        .target(
            name: "Spreadsheets", dependencies: ["Credentials"], swiftSettings: strict),
        // All that signs, holds keys, checks cohorts or writes to learners. Nothing of the public side
        // may depend on it: what does not stand in its dependencies, it cannot call.
        .target(
            name: "Office",
            dependencies: [
                "CertAuthority", "Documents", "Verification", "Credentials", "LinkedData",
                "Spreadsheets",
            ],
            swiftSettings: strict),
        // The administrator's command line; the only program that signs.
        .executableTarget(
            name: "certctl",
            dependencies: [
                "Office", "StoreAccess", "StoreSQL", "StoreSQLite", "Documents", "Verification",
                "CertAuthority",
                "Credentials", "LinkedData", "NetworkLookup", "Spreadsheets",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        // The public, read-only side; without Office it cannot sign.
        .executableTarget(
            name: "VerifyServer",
            dependencies: [
                "StoreAccess", "StoreSQL", "StoreSQLite", "Documents", "Verification",
                "CertAuthority", "Credentials",
                "LinkedData",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Resources")],
            swiftSettings: strict),

        .testTarget(
            name: "LinkedDataTests", dependencies: ["LinkedData", "Credentials"],
            swiftSettings: strict),
        .testTarget(
            name: "CredentialsTests", dependencies: ["Credentials", "LinkedData"],
            swiftSettings: strict),
        .testTarget(
            name: "SpreadsheetsTests",
            dependencies: ["Spreadsheets", "Credentials", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "NetworkLookupTests",
            dependencies: ["NetworkLookup", "Credentials", "LinkedData"], swiftSettings: strict),
        .testTarget(
            name: "CertAuthorityTests",
            dependencies: [
                "CertAuthority", "Documents", "Credentials", "LinkedData", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "VerificationTests",
            dependencies: [
                "Verification", "CertAuthority", "Documents", "Office", "StoreSQL", "StoreSQLite",
                "Credentials", "LinkedData", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DocumentsTests",
            dependencies: [
                "Documents", "Verification", "CertAuthority", "Office", "StoreSQL", "StoreSQLite",
                "Credentials", "LinkedData", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "StorePostgres", "StoreSQL", "StoreSQLite", "Verification", "CertAuthority",
                "Documents", "Office",
                "Credentials", "LinkedData", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "OfficeTests",
            dependencies: [
                "Office", "Documents", "Verification", "StoreSQL", "StoreSQLite", "CertAuthority",
                "Spreadsheets", "Credentials", "LinkedData", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "VerifyServerTests",
            dependencies: [
                "VerifyServer", "StoreAccess", "StoreSQL", "StoreSQLite", "Documents",
                "Verification", "CertAuthority",
                "Credentials", "LinkedData",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Office", "StoreSQL", "StoreSQLite", "Documents", "Verification", "CertAuthority",
                "Credentials", "LinkedData", "certctl", "VerifyServer", "LedgerTrial",
                "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        // Installations, money, numbers from a seed and vectors for the tests above, which import it as
        // @testable; it is built without, so it uses what is open to the package and no more.
        .target(
            name: "TestSupport",
            dependencies: [
                "Office", "Spreadsheets", "StorePostgres", "StoreSQL", "StoreSQLite", "Documents",
                "Verification",
                "CertAuthority",
                "Credentials", "LinkedData", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        // The framework alone, to hold the server's speed against (scripts/bench-server).
        .executableTarget(
            name: "BareServer",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks/BareServer", swiftSettings: strict),
        // Documents beside what librsvg alone can do (scripts/bench-documents).
        .executableTarget(
            name: "SheetBench",
            dependencies: [
                "Office", "StoreSQL", "StoreSQLite", "Documents", "CertAuthority", "Credentials",
                "CCairo",
                "CRSVG",
            ],
            path: "Benchmarks/SheetBench", swiftSettings: strict),
        // Works on a store's ledger at random, for the tests with several processes at once.
        .executableTarget(
            name: "LedgerTrial",
            dependencies: [
                "StoreSQL", "StoreSQLite", "CertAuthority", "Credentials",
            ],
            path: "Tests/LedgerTrial", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
