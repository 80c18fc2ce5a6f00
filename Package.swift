// swift-tools-version: 6.2
import Foundation
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

/// Whether pkg-config knows ISA-L, which inflates about twice as fast as zlib. Where it does not, or
/// where FIVEWHYS_WITHOUT_ISAL=1 is set, the package is built with zlib alone.
let hasISAL: Bool = {
  guard Context.environment["FIVEWHYS_WITHOUT_ISAL"] ?? "0" == "0" else { return false }
  let question = Process()
  question.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  question.arguments = ["pkg-config", "--exists", "libisal"]
  guard (try? question.run()) != nil else { return false }
  question.waitUntilExit()
  return question.terminationStatus == 0
}()

let isal: [Target] =
  hasISAL
  ? [.systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])])] : []

let package = Package(
  name: "fivewhys",
  products: [.executable(name: "fivewhys", targets: ["fivewhys"])],
  targets: isal + [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CHyperscan", pkgConfig: "libhs", providers: [.apt(["libhyperscan-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CJQ", providers: [.apt(["libjq-dev"])]),
    .systemLibrary(name: "CMalloc"),

    .target(name: "CJSONIndex"),
    .target(name: "BinaryArchive", swiftSettings: strict),
    .target(name: "LogModel", dependencies: ["BinaryArchive"], swiftSettings: safe),
    .target(
      name: "Patterns", dependencies: ["LogModel", "BinaryArchive", "CPCRE2", "CYAML", "CJQ"],
      exclude: ["Shipped/embed.py"], swiftSettings: strict),
    .target(name: "StackTraces", dependencies: ["LogModel"], swiftSettings: safe),
    .target(
      name: "LogScanning",
      dependencies: [
        "LogModel", "BinaryArchive", "Patterns", "StackTraces", "CZlib", "CHyperscan", "CJSONIndex",
        "CMalloc",
      ] + (hasISAL ? ["CISAL"] : []),
      swiftSettings: strict + (hasISAL ? [.define("ISAL")] : [])),
    .target(
      name: "IncidentAnalysis", dependencies: ["LogModel", "Patterns", "StackTraces"],
      swiftSettings: safe),
    .target(
      name: "IncidentHistory", dependencies: ["LogModel", "BinaryArchive", "CSQLite", "CZlib"],
      swiftSettings: strict),
    .target(name: "DigestRendering", dependencies: ["LogModel"], swiftSettings: safe),
    .target(name: "LogSimulation", dependencies: ["LogModel", "CZlib"], swiftSettings: strict),
    .target(
      name: "PatternTesting",
      dependencies: ["LogModel", "Patterns", "StackTraces", "LogScanning", "IncidentAnalysis"],
      swiftSettings: strict),
    .target(
      name: "FiveWhysCLI",
      dependencies: [
        "LogModel", "BinaryArchive", "Patterns", "LogScanning", "IncidentAnalysis",
        "PatternTesting", "DigestRendering",
      ],
      swiftSettings: strict),
    .executableTarget(name: "fivewhys", dependencies: ["FiveWhysCLI"], swiftSettings: strict),
    .executableTarget(
      name: "simulate-logs", dependencies: ["LogSimulation"], swiftSettings: strict),

    .testTarget(
      name: "LogModelTests", dependencies: ["LogModel", "BinaryArchive"], swiftSettings: strict),
    .testTarget(
      name: "PatternsTests", dependencies: ["Patterns", "LogModel", "LogSimulation"],
      swiftSettings: strict),
    .testTarget(
      name: "PatternTestingTests",
      dependencies: [
        "PatternTesting", "Patterns", "LogModel", "LogSimulation", "LogScanning",
        "IncidentAnalysis",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "StackTracesTests", dependencies: ["StackTraces", "LogModel"], swiftSettings: strict),
    .testTarget(
      name: "LogScanningTests",
      dependencies: [
        "LogScanning", "IncidentAnalysis", "DigestRendering", "LogModel", "Patterns",
        "LogSimulation", "CZlib", "CJSONIndex",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "IncidentAnalysisTests", dependencies: ["IncidentAnalysis", "LogModel", "Patterns"],
      swiftSettings: strict),
    .testTarget(
      name: "IncidentHistoryTests", dependencies: ["IncidentHistory", "LogModel"],
      swiftSettings: strict),
    .testTarget(
      name: "DigestRenderingTests", dependencies: ["DigestRendering", "LogModel"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "LogSimulationTests", dependencies: ["LogSimulation", "LogModel"],
      swiftSettings: strict),
    .testTarget(
      name: "FiveWhysCLITests", dependencies: ["FiveWhysCLI", "LogScanning", "Patterns", "CZlib"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["LogSimulation", "LogModel", "Patterns"],
      exclude: ["Cases"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
