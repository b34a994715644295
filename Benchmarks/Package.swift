// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

// A package of its own, so that nobody builds it by accident. `script/bench` does.
let package = Package(
    name: "countersign-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        // The version that Countersign itself is built on, or the ratio means nothing.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    ],
    targets: [
        .executableTarget(
            name: "BareRoute",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        // The sources of Countersign's own target, linked in: what is `package` there is seen by nobody outside.
        .target(
            name: "WebAuthn",
            dependencies: [
                crypto,
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .target(
            name: "YubicoOTP",
            dependencies: [crypto, .product(name: "CryptoExtras", package: "swift-crypto")],
            swiftSettings: settings
        ),
        .target(name: "Rate", swiftSettings: settings),
        .executableTarget(
            name: "PasskeyVerification",
            dependencies: ["WebAuthn", "Rate", crypto],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "YubiKeyVerification",
            dependencies: ["YubicoOTP", "Rate", crypto, .product(name: "CryptoExtras", package: "swift-crypto")],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
