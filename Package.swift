// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: warnings are errors, imports are explicit, `any` is spelled.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets without a pointer in them are also checked for memory safety.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
  name: "fivewhys",
  products: [.executable(name: "fivewhys", targets: ["fivewhys"])],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CHyperscan", pkgConfig: "libhs", providers: [.apt(["libhyperscan-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    .target(name: "CJSONIndex"),
    .target(name: "LogModel", swiftSettings: safe),
    .target(
      name: "Patterns", dependencies: ["LogModel", "CPCRE2", "CYAML"],
      exclude: ["Shipped/embed.py"], swiftSettings: strict),
    .target(name: "StackTraces", dependencies: ["LogModel"], swiftSettings: safe),
    .target(
      name: "LogScanning",
      dependencies: ["LogModel", "Patterns", "StackTraces", "CZlib", "CHyperscan", "CJSONIndex"],
      swiftSettings: strict),
    .target(
      name: "IncidentAnalysis", dependencies: ["LogModel", "Patterns", "StackTraces"],
      swiftSettings: safe),
    .target(name: "DigestRendering", dependencies: ["LogModel"], swiftSettings: safe),
    .target(name: "LogSimulation", dependencies: ["LogModel", "CZlib"], swiftSettings: strict),
    .target(
      name: "PatternTesting",
      dependencies: ["LogModel", "Patterns", "LogScanning", "IncidentAnalysis"],
      swiftSettings: strict),
    .target(
      name: "FiveWhysCLI",
      dependencies: [
        "LogModel", "Patterns", "LogScanning", "IncidentAnalysis", "PatternTesting",
        "DigestRendering",
      ],
      swiftSettings: strict),
    .executableTarget(name: "fivewhys", dependencies: ["FiveWhysCLI"], swiftSettings: strict),
    .executableTarget(
      name: "simulate-logs", dependencies: ["LogSimulation"], swiftSettings: strict),

    .testTarget(name: "LogModelTests", dependencies: ["LogModel"], swiftSettings: strict),
    .testTarget(
      name: "PatternsTests", dependencies: ["Patterns", "LogModel"], swiftSettings: strict),
    .testTarget(
      name: "StackTracesTests", dependencies: ["StackTraces", "LogModel"], swiftSettings: strict),
    .testTarget(
      name: "LogScanningTests",
      dependencies: [
        "LogScanning", "LogModel", "Patterns", "LogSimulation", "CZlib", "CJSONIndex",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "IncidentAnalysisTests", dependencies: ["IncidentAnalysis", "LogModel", "Patterns"],
      swiftSettings: strict),
    .testTarget(
      name: "DigestRenderingTests", dependencies: ["DigestRendering", "LogModel"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "LogSimulationTests", dependencies: ["LogSimulation", "LogModel"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["LogSimulation", "LogModel"],
      exclude: ["Cases"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
