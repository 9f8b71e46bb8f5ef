import ArgumentParser
import Glibc
import KilimController

/// `--prune` and `--inventory`.
struct InventoryArguments: ParsableArguments {
  @Flag(help: "Remove what these sources declared before and do not any more; data stays.")
  var prune = false
  @Option(help: "The name of this set of sources (default: made of the given paths).")
  var inventory: String?

  func validate() throws {
    if let inventory, inventory.isEmpty || inventory.hasPrefix("/") || inventory.contains("\n") {
      throw ValidationError("--inventory takes a name on one line that does not begin with `/`")
    }
  }

  /// The inventory of the given paths; nil where nothing names it.
  func options(_ paths: [String]) throws(CommandFailure) -> InventoryOptions? {
    if let inventory { return InventoryOptions(name: inventory, prunes: prune) }
    let isNamed = paths.allSatisfy {
      $0 != "-" && !$0.hasPrefix("/dev/") && !$0.hasPrefix("/proc/")
    }
    guard isNamed, !paths.isEmpty else {
      guard prune else { return nil }
      throw CommandFailure(
        .usage, "--prune needs to know what standard input declared before",
        hint: "name the set of sources with --inventory NAME")
    }
    return InventoryOptions(paths: paths.map(Self.absolute), prunes: prune)
  }

  private static func absolute(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return StatePath.absolute(path) }
    defer { free(found) }
    return String(cString: found)
  }
}
