import KilimModel

/// Workflows called `pipe` over programs that run what they are told.
enum PipeText {
  /// - Parameter before: what the program runs first; another one is another App.
  static func app(_ before: String = "") -> String {
    """
    apiVersion: kilim/v1
    kind: App
    metadata: {name: sh}
    spec:
      version: "1"
      runtime: NATIVE
      command: [/bin/sh, -c, '\(before)cd "$_tapisExecSystemOutputDir" && eval "$1"', sh]

    """
  }

  /// A step whose Job has the result `n`.
  ///
  /// - Parameters:
  ///   - more: fields of the step.
  ///   - job: fields of its Job.
  static func step(
    _ name: String, _ script: String, _ more: String = "", job: [String] = []
  ) -> String {
    """
        - name: \(name)
          \(more)
          job:
            appId: sh
            appVersion: "1"
            results: [{name: n, file: n.txt, regex: "([0-9]+)"}]
            parameterSet: {appArgs: [{args: [\(JSONValue.string(script).text)]}]}
    \(job.map { "        \($0)\n" }.joined())

    """
  }

  static func workflow(_ steps: String, app: String = PipeText.app()) -> String {
    app + "---\napiVersion: kilim/v1\nkind: Workflow\nmetadata: {name: pipe}\nspec:\n  steps:\n"
      + steps
  }

  static let pipe = ResourceName(.workflow, "pipe")
}
