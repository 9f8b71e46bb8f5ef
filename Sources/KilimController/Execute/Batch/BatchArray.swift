import KilimBatch
import KilimManifest
import KilimModel

/// Several attempts as one array of the scheduler: each task runs the script of its own run.
struct BatchArray {
  /// In the directory of the first submission.
  static let script = "array.sh"
  private static let tasks = "array.tasks"

  private let directory: String
  private let head: [String]
  /// One a task: exec directory, submission, logs.
  private let lines: [String]

  init(_ planned: [PlannedSubmission], _ plans: [String: RunPlan], first: RunPlan) {
    let name = planned.first?.submission ?? SubmissionName(token: "", number: 1)
    directory = SubmissionPlace(name: name, execDirectory: first.directories.exec).directory
    head = LaunchRenderer.arrayHead(for: first)
    // No path has a tab or a line end: control characters are errors in manifests.
    lines = planned.compactMap { one in
      plans[one.submission.token].map { plan in
        let output = plan.directories.output
        return [
          plan.directories.exec, one.submission.directoryName, "\(output)/\(plan.stdoutFilename)",
          "\(output)/\(plan.stderrFilename)",
        ].joined(separator: "\t")
      }
    }
  }

  var files: [HostFile] {
    let list = "\(directory)/\(Self.tasks)"
    let body = [
      "# One task for each line of \(Self.tasks): the script of a run.",
      "line=$(sed -n \"$((SLURM_ARRAY_TASK_ID + 1))p\" \(ShellQuoting.quoted(list)))",
      "IFS=$'\\t' read -r exec submission out err <<<\"$line\"",
      #"[ -n "$submission" ] || exit 73"#,
      #"exec >>"$out" 2>>"$err""#,
      #"cd "$exec" && exec /bin/bash ./tapisjob.sh "$submission""#,
      "exit 73",
    ]
    return [
      HostFile(
        path: list, text: lines.map { $0 + "\n" }.joined(), mode: 0o600),
      HostFile(
        path: "\(directory)/\(Self.script)",
        text: (head + body).map { $0 + "\n" }.joined(), mode: 0o700),
    ]
  }
}

extension RunPlan {
  /// What runs have in common that may become tasks of one array; nil for one that may not.
  ///
  /// What Slurm is asked for is one text for all tasks.
  var arrayGroup: String? {
    guard batch?.packing == .array else { return nil }
    // `sweep/grid/17`: the sweep, without the point.
    let sweep = owner.split(separator: "/").dropLast().joined(separator: "/")
    let head = LaunchRenderer.arrayHead(for: self).joined(separator: "\n")
    return Digest.of("\(sweep)\n\(batch?.queue ?? "")\n\(head)").hex
  }
}
