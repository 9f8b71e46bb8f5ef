// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func target(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["KilimTestSupport"], swiftSettings: settings)
}

let package = Package(
  name: "kilim",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C edges: what Swift cannot import, and the system libraries.
    .target(name: "CSystem"),
    .target(name: "CCurl", dependencies: ["CCurlSystem"]),
    // Headers only: libcurl is loaded on first use, its own libraries cost 10 ms at every start.
    .systemLibrary(name: "CCurlSystem", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),

    // Values only: resources, plans, statuses, diagnostics, the ports to the world.
    target("KilimModel", ["CNettle"]),
    // Text to plans: read, decode, resolve, validate, compile, render.
    target("KilimManifest", ["KilimModel", "CLibYAML"]),
    // What next: the decision and the transition of a run, as pure functions.
    target("KilimLifecycle", ["KilimModel"]),
    // Results: values out of files, tables, plots, graphs, as pure functions.
    target("KilimReport", ["KilimModel"]),
    // The launch protocol: the launcher process, its journal, its client.
    target("KilimLaunch", ["KilimModel", "CSystem"]),
    // The protocol with batch schedulers, and Slurm's texts, as pure functions.
    target("KilimBatch", ["KilimModel"]),
    // State: SQLite through GRDB.
    target(
      "KilimStore",
      [
        "KilimModel", "KilimLifecycle", "CSystem", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    // Files, URLs and mail: staging, archiving, delivery.
    target("KilimTransport", ["KilimModel", "CCurl", "CSystem"]),
    // Other hosts by OpenSSH: connections, files, programs that outlive them.
    target(
      "KilimRemote", ["KilimModel", "KilimManifest", "KilimLaunch", "KilimTransport", "CSystem"]),
    // The loop and the use cases.
    target(
      "KilimController",
      [
        "KilimModel", "KilimManifest", "KilimLifecycle", "KilimLaunch", "KilimStore",
        "KilimTransport", "KilimRemote", "KilimReport", "KilimBatch", "CSystem",
      ]),
    // The command line: one file a command.
    target(
      "KilimCommands",
      [
        "KilimModel", "KilimManifest", "KilimLifecycle", "KilimLaunch", "KilimStore",
        "KilimTransport", "KilimController", "KilimReport", "CSystem",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "kilim", dependencies: ["KilimCommands", "KilimLaunch"], swiftSettings: settings,
      // A program at a fixed address needs none of its 90,000 relocations at every start.
      linkerSettings: [
        .unsafeFlags(
          ["-Xclang-linker", "-no-pie", "-Xlinker", "--gc-sections"],
          .when(configuration: .release))
      ]),

    // Processes, terminals and FIFOs for the tests.
    .target(name: "CTestSystem", path: "Tests/CTestSystem"),
    .target(
      name: "KilimTestSupport", dependencies: ["KilimModel", "CTestSystem"],
      path: "Tests/KilimTestSupport", swiftSettings: settings),
    tests("KilimModelTests", ["KilimModel"]),
    tests("KilimManifestTests", ["KilimManifest", "KilimModel"]),
    tests("KilimLifecycleTests", ["KilimLifecycle", "KilimModel"]),
    tests("KilimReportTests", ["KilimReport", "KilimModel"]),
    tests("KilimLaunchTests", ["KilimLaunch", "KilimModel", "CSystem"]),
    tests("KilimBatchTests", ["KilimBatch", "KilimModel"]),
    tests(
      "KilimStoreTests",
      [
        "KilimStore", "KilimLifecycle", "KilimModel", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests("KilimTransportTests", ["KilimTransport", "KilimModel"]),
    tests(
      "KilimRemoteTests",
      ["KilimRemote", "KilimLaunch", "KilimManifest", "KilimTransport", "KilimModel"]),
    tests(
      "KilimControllerTests",
      [
        "KilimController", "KilimManifest", "KilimLaunch", "KilimLifecycle", "KilimStore",
        "KilimRemote", "KilimTransport", "KilimModel",
      ]),
    tests(
      "KilimCommandsTests",
      ["KilimCommands", "KilimController", "KilimLifecycle", "KilimTransport", "KilimModel"]),
    // Mistakes made in real definitions: are they found, and is what is said of them of use.
    tests("MutationTests", ["KilimController", "KilimManifest", "KilimModel", "CLibYAML"]),
    tests("EndToEndTests", ["KilimModel"]),
  ]
)
