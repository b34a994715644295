// swift-tools-version: 6.2
import PackageDescription

// The parsers of what strangers send, under libFuzzer: `script/fuzz`. The sources of the three algorithm targets are
// linked in, for what is `package` to them is seen by nobody outside of a package.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")

let package = Package(
    name: "countersign-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    ],
    targets: [
        .target(name: "OneTimePassword", dependencies: [crypto], swiftSettings: settings),
        .target(
            name: "WebAuthn",
            dependencies: [
                crypto, cryptoExtras,
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .target(name: "YubicoOTP", dependencies: [crypto, cryptoExtras], swiftSettings: settings),
        .target(name: "Entries", dependencies: ["OneTimePassword", "WebAuthn", "YubicoOTP"], swiftSettings: settings),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["Entries"],
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]
        ),
    ],
    swiftLanguageModes: [.v6]
)
