import KilimController
import KilimModel

/// What `gc` prints for programs. The tree is a contract: `specs/cli.md`.
enum CollectionDocument {
  static func json(
    _ runs: [CollectedRun], _ bundles: [UnusedBundle], problems: [String], isDryRun: Bool
  ) -> JSONValue {
    let bytes = runs.reduce(Int64(0)) { $0 + ($1.bytes ?? 0) }
    let bundleBytes = bundles.reduce(Int64(0)) { $0 + $1.bytes }
    return [
      "dryRun": .bool(isDryRun), "runs": .array(runs.map(json)),
      "bundles": .array(
        bundles.map { ["path": .string($0.path), "bytes": .integer($0.bytes)] }),
      "problems": .array(problems.map { .string($0) }),
      "summary": [
        "runs": .integer(Int64(runs.count)), "bytes": .integer(bytes),
        "bundles": .integer(Int64(bundles.count)), "bundleBytes": .integer(bundleBytes),
        "problems": .integer(Int64(problems.count)),
      ],
    ]
  }

  private static func json(_ run: CollectedRun) -> JSONValue {
    [
      "run": .string(run.name.description), "uuid": .string(run.uuid.description),
      "status": .string(run.status.name), "ended": .text(run.ended?.text),
      "bytes": run.bytes.map { .integer($0) } ?? .null, "reason": .string(run.reason.word),
      "kept": .array(
        run.kept.map { ["path": .string($0.path), "reason": .string($0.reason)] }),
      "problem": .text(run.problem),
    ]
  }
}
