import KilimModel

@testable import KilimManifest

/// Systems and constraints in a few words.
enum ConstraintBench {
  /// `name: value`, the datatype as a suffix: `memoryGB#INTEGER`; the category in front:
  /// `HARDWARE/memoryGB`, with the subcategory `HARDWARE/node/memoryGB`.
  static func capabilities(_ pairs: KeyValuePairs<String, String?>) -> [Capability] {
    pairs.map { key, value in
      var capability = Capability()
      let typed = key.split(separator: "#")
      let parts = typed[0].split(separator: "/").map(String.init)
      capability.name = parts.last ?? ""
      capability.category = parts.count > 1 ? parts[0] : nil
      capability.subcategory = parts.count > 2 ? parts[1] : nil
      capability.datatype = typed.count > 1 ? String(typed[1]) : nil
      capability.value = value
      return capability
    }
  }

  static let cluster = capabilities([
    "SCHEDULER/Type#STRING": "Slurm", "HARDWARE/memoryGB#INTEGER": "64",
    "HARDWARE/node/cores#INTEGER": "48", "HARDWARE/load#NUMBER": "0.75",
    "HARDWARE/gpu#BOOLEAN": "true", "HARDWARE/fpga#BOOLEAN": "false",
    "SOFTWARE/MPI#STRING": "openmpi", "SOFTWARE/MPI#STRING": "mpich",
    "SOFTWARE/since#TIMESTAMP": "2024-05-01T00:00:00Z", "size": "10", "label": "blue",
    "SOFTWARE/python3.11#STRING": "yes", "vacant#STRING": nil, "words#INTEGER": "many",
  ])

  /// Nil for a match, else the reason.
  static func reason(_ text: String) -> String? {
    do throws(ConstraintError) {
      let expression = try ConstraintExpression(text)
      guard case .fails(let reason) = expression.verdict(on: cluster) else { return nil }
      return reason
    } catch {
      return "\(error.diagnostic(path: "").message) [\(error.hint)]"
    }
  }
}
