import KilimModel

/// The targets that are taken in a run's input directory.
struct TargetRegister {
  /// The files that Kilim itself writes into the exec directory.
  static let launchFiles: Set<String> = ["tapisjob.sh", "tapisjob.env"]

  let reservesLaunchFiles: Bool
  private var taken: [String: (name: String, isFile: Bool)] = [:]

  init(reservesLaunchFiles: Bool) { self.reservesLaunchFiles = reservesLaunchFiles }

  /// Takes a target; says who has it already.
  mutating func claim(
    _ target: String, for name: String, isFile: Bool, isInPlace: Bool, at input: MergedInput,
    _ index: Int
  ) -> Mistake? {
    guard !isInPlace else { return nil }
    let isOwn = input.target != nil && input.target != "*"
    let layer = isOwn ? input.targetPlace.layer : input.sourcePlace.layer
    let path = isOwn ? input.targetPath : input.sourcePath(index)
    if reservesLaunchFiles, Self.launchFiles.contains(target) {
      return Mistake(
        layer, .collidingTarget, "`\(target)` is the name of a file that Kilim writes there",
        hint: "give the input another `targetPath`", path: path)
    }
    if let other = taken[target], target != "." {
      return Mistake(
        layer, .collidingTarget,
        "the inputs `\(other.name)` and `\(name)` have the same target, `\(target)`",
        hint: "give one of them another `targetPath`", path: path)
    }
    if let parent = parentFile(of: target) {
      return Mistake(
        layer, .collidingTarget, "the target `\(target)` lies inside that of the file `\(parent)`",
        hint: "give one of them another `targetPath`", path: path)
    }
    taken[target] = (name, isFile)
    return nil
  }

  private func parentFile(of target: String) -> String? {
    var rest = target[...]
    while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
      rest = rest[..<slash]
      if let parent = taken[String(rest)], parent.isFile { return parent.name }
    }
    return nil
  }
}
