import ArgumentParser

/// What `kilim init` can write.
enum StarterTemplate: String, ExpressibleByArgument, CaseIterable {
  case hello, zip, slurm

  var files: [StarterFile] {
    switch self {
    case .hello: StarterHello.files
    case .zip: StarterZip.files
    case .slurm: StarterSlurm.files
    }
  }

  /// What to type next, in the directory.
  var nextCommand: String {
    switch self {
    case .hello, .zip: "kilim apply -f"
    case .slurm: "kilim validate -f"
    }
  }
}

/// A file of a starter tree.
struct StarterFile {
  /// Relative to the tree's directory.
  let path: String
  let text: String
  let mode: UInt16

  init(_ path: String, _ text: String, mode: UInt16 = 0o644) {
    self.path = path
    self.text = text
    self.mode = mode
  }
}
