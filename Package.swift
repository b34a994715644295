// swift-tools-version: 6.2
import PackageDescription

// One list for all targets. `package` access between targets; nothing of ours is public.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")

let package = Package(
    name: "countersign",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "countersign", targets: ["CountersignCommand"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(
            url: "https://github.com/apple/swift-configuration",
            exact: "1.4.0",
            traits: ["YAML", "CommandLineArguments"]
        ),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        // The published algorithms: values in, values out.
        .target(name: "OneTimePassword", dependencies: [crypto], swiftSettings: settings),
        .target(name: "WebAuthn", dependencies: [crypto, cryptoExtras, x509, asn1], swiftSettings: settings),
        .target(name: "YubicoOTP", dependencies: [crypto, cryptoExtras], swiftSettings: settings),

        // The rules. No HTTP, no SQL, no clock, no sockets.
        .target(
            name: "Countersign",
            dependencies: ["OneTimePassword", "WebAuthn", "YubicoOTP", crypto, logging],
            swiftSettings: settings
        ),

        // What touches the world, each beside the rules and handed in.
        .target(
            name: "CountersignStore",
            dependencies: [
                "Countersign", "CPostgreSQL", "CSQLite", "YubicoOTP", logging,
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "CountersignMessages",
            dependencies: ["Countersign", "CCurl", logging, lifecycle],
            swiftSettings: settings
        ),
        .target(
            name: "CountersignClients",
            dependencies: [
                "Countersign", "YubicoOTP", logging,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "CountersignPasswords",
            dependencies: ["Countersign", "CSodium", crypto],
            swiftSettings: settings
        ),
        .target(
            name: "CountersignDocuments",
            dependencies: ["CQREncode", "CPango"],
            swiftSettings: settings
        ),
        .target(
            name: "CountersignWeb",
            dependencies: [
                "Countersign", "CountersignDocuments", "WebAuthn", "YubicoOTP", crypto, logging, metrics, lifecycle,
                httpTypes, nioCore, nioHTTPTypes,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            // Embedded by script/embed, or about the sources.
            exclude: [
                "Assets", "Templates", "Words", "README.md", "Portal/README.md", "Portal/Account/README.md",
                "Console/README.md",
                "Rendering/README.md",
            ],
            swiftSettings: settings
        ),

        // The program: reads config, wires, runs.
        .executableTarget(
            name: "CountersignCommand",
            dependencies: [
                "Countersign", "CountersignStore", "CountersignMessages", "CountersignPasswords", "CountersignClients",
                "CountersignDocuments", "CountersignWeb", "OneTimePassword", "WebAuthn", "YubicoOTP", "CKernelClock",
                logging, metrics, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),

        // How the system keeps its time; glibc has it, Swift's module of glibc has not.
        .systemLibrary(name: "CKernelClock"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        // What tests share: a clock to advance, a world on each database.
        .target(
            name: "CountersignTesting",
            dependencies: [
                "Countersign", "CountersignStore", "CountersignMessages", "CountersignPasswords", "CountersignWeb",
                "OneTimePassword", "YubicoOTP", "Repeatable", crypto, logging, httpTypes, nioCore,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            path: "Tests/CountersignTesting",
            swiftSettings: settings
        ),
        // Numbers that a failing test repeats, and others' programs asked the same.
        .target(name: "Repeatable", path: "Tests/Repeatable", swiftSettings: settings),
        .testTarget(
            name: "OneTimePasswordTests",
            dependencies: ["OneTimePassword", "Repeatable"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "WebAuthnTests",
            dependencies: ["WebAuthn", "Repeatable", crypto, cryptoExtras, x509, asn1],
            swiftSettings: settings
        ),
        .testTarget(
            name: "YubicoOTPTests",
            dependencies: ["YubicoOTP", "Repeatable", crypto, cryptoExtras],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FuzzCorpusTests",
            dependencies: ["OneTimePassword", "WebAuthn", "YubicoOTP"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CountersignTests",
            dependencies: [
                "Countersign", "OneTimePassword", "WebAuthn", "YubicoOTP", "CountersignTesting", "Repeatable", crypto,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CountersignStoreTests",
            dependencies: ["Countersign", "CountersignStore", "CountersignTesting", "YubicoOTP", logging],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CountersignMessagesTests",
            dependencies: [
                "Countersign", "CountersignMessages", "CountersignStore", "CountersignTesting", logging, lifecycle,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CountersignPasswordsTests",
            dependencies: ["Countersign", "CountersignPasswords", crypto],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CountersignClientsTests",
            dependencies: [
                "Countersign", "CountersignClients", "CountersignTesting", "YubicoOTP", logging, nioCore,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "CountersignDocumentsTests", dependencies: ["CountersignDocuments"], swiftSettings: settings),
        .testTarget(
            name: "CountersignWebTests",
            dependencies: [
                "Countersign", "CountersignDocuments", "CountersignStore", "CountersignWeb", "CountersignTesting",
                "OneTimePassword", "YubicoOTP", logging, httpTypes, nioCore, nioHTTPTypes,
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CountersignCommandTests",
            dependencies: [
                "Countersign", "CountersignCommand", "CountersignMessages", "CountersignTesting", logging, metrics,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
