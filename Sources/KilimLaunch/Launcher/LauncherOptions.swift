/// How a launcher is to work; `kilim __launcher DIR [option value]...`.
package struct LauncherOptions: Sendable, Hashable {
  /// It leaves after this time without clients and without programs.
  package var idleMilliseconds: Int64 = 30_000
  /// Stands for the boot id of this host; nil for the real one. For tests.
  package var bootID: String?
  /// Lock and socket were made by the client that started it: descriptors 3 and 4.
  var takesSeat = false

  package init() {}

  init?(arguments: some Sequence<String>) {
    var rest = arguments.makeIterator()
    while let option = rest.next() {
      switch option {
      case "--seat": takesSeat = true
      case "--idle-milliseconds":
        guard let value = rest.next().flatMap({ Int64($0) }), value >= 0 else { return nil }
        idleMilliseconds = value
      case "--boot-id":
        guard let value = rest.next() else { return nil }
        bootID = value
      default: return nil
      }
    }
  }

  /// The arguments that `init(arguments:)` reads back.
  var arguments: [String] {
    var all = ["--idle-milliseconds", "\(idleMilliseconds)"]
    if let bootID { all += ["--boot-id", bootID] }
    if takesSeat { all.append("--seat") }
    return all
  }
}
