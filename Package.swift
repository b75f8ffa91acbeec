// swift-tools-version: 6.2
import PackageDescription

// Warnings stop the build in `make` and in CI; a plain `swift build` works with newer compilers, too.
let strict = Context.environment["ABTEST_STRICT"] == "1"

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

/// One layer, one target; what a layer may import is said here and checked by `HouseTests`.
func layer(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, without files: [String] = [], _ dependencies: Target.Dependency...) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: ["TestSupport"] + dependencies, exclude: files, swiftSettings: settings)
}

let package = Package(
  name: "abtest",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "abtest", targets: ["abtest"]),
    .library(name: "ABTestKit", targets: ["ABTestKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CArrow"),
    .target(name: "CDuckDB", dependencies: ["CArrow"]),

    layer("Distributions", "CGSL"),
    layer("Diagnostics"),
    layer("Tables"),
    layer("TextFiles", "CZlib"),
    layer("Statistics", "Distributions"),
    layer("Terms", "Diagnostics", "Statistics"),
    layer("Specification", "Terms", "Diagnostics", "Statistics"),
    layer("Planning", "Specification", "Terms", "Statistics", "Tables", "Diagnostics"),
    layer("SummarySQL", "Planning", "Terms", "Statistics", "Tables", "Diagnostics"),
    layer("Engines", "CArrow", "CDuckDB", "Tables"),
    layer("Inference", "SummarySQL", "Planning", "Terms", "Statistics", "Diagnostics", "Tables"),
    layer("Reporting", "Inference", "Planning", "Terms", "Statistics", "Diagnostics"),
    layer(
      "ABTestKit", "Specification", "Terms", "Planning", "SummarySQL", "Engines", "Inference", "Reporting",
      "Statistics",
      "Distributions", "Diagnostics", "Tables", "TextFiles"),
    // Not products: the calibration is three pages of the documentation, which `make calibrate` writes.
    layer(
      "Calibration", "Inference", "SummarySQL", "Planning", "Specification", "Terms", "Statistics", "Distributions",
      "Diagnostics", "Tables"),
    .executableTarget(name: "calibrate", dependencies: ["Calibration"], swiftSettings: settings),
    .executableTarget(
      name: "abtest",
      dependencies: ["ABTestKit", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: settings),

    .target(name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport", swiftSettings: settings),
    // Specs, plans and rows in memory, for the layers that need no engine.
    .target(
      name: "LayerSupport",
      dependencies: [
        "TestSupport", "Specification", "Planning", "SummarySQL", "Inference", "Statistics", "Tables", "Diagnostics",
      ],
      path: "Tests/LayerSupport", swiftSettings: settings),
    tests(of: "Distributions", "Distributions"),
    tests(
      of: "Statistics", "Statistics", "Distributions", "Calibration", "Specification", "Terms", "Inference", "Planning"),
    tests(of: "Diagnostics", "Diagnostics"),
    tests(of: "Specification", "Specification", "Terms", "Diagnostics", "Statistics"),
    tests(
      of: "Planning", "LayerSupport", "Planning", "Specification", "Terms", "Statistics", "Tables", "Diagnostics"),
    tests(
      of: "SummarySQL", "LayerSupport", "SummarySQL", "Planning", "Specification", "Terms", "Statistics", "Tables",
      "Diagnostics"),
    tests(
      of: "Inference", "LayerSupport", "Inference", "SummarySQL", "Planning", "Terms", "Statistics", "Tables",
      "Diagnostics", "Calibration", "Distributions"),
    tests(
      of: "Reporting", "LayerSupport", "Reporting", "Inference", "SummarySQL", "Planning", "Statistics", "Tables"),
    tests(of: "TextFiles", "TextFiles"),
    tests(of: "Engines", "Engines", "Tables", "CArrow"),
    tests(
      of: "ABTestKit", without: ["Specs"], "ABTestKit", "Engines", "SummarySQL", "Planning", "Specification",
      "Inference", "Reporting",
      "Statistics", "Distributions", "Diagnostics", "Tables", "TextFiles"),
    tests(of: "abtest", "abtest", "ABTestKit"),
    tests(
      of: "House", "Statistics", "Calibration", "Specification", "SummarySQL", "Inference", "Reporting", "Diagnostics"),
  ]
)
