import KilimModel

/// Pieces of YAML that read like the case they stand for; each is a document.
enum Declared {
  /// A NATIVE App that is a shell script; a job's words are its `$1`, `$2`, ...
  static func app(_ script: String, name: String = "work", more: [String] = []) -> String {
    document(
      "App", name,
      [
        #"version: "1.0""#, "runtime: NATIVE",
        "command: [/bin/sh, -c, \(quoted(script)), work]",
      ] + more)
  }

  /// A Job of that App.
  static func job(
    _ name: String, _ words: [String] = [], app: String = "work", more: [String] = []
  ) -> String {
    let list = words.map(quoted).joined(separator: ", ")
    let parameters = words.isEmpty ? [] : ["parameterSet: {appArgs: [{args: [\(list)]}]}"]
    return document("Job", name, ["appId: \(app)", #"appVersion: "1.0""#] + parameters + more)
  }

  /// A Sweep of that App: each value of `n` is the `$1` of one point, the words follow.
  static func sweep(
    _ name: String, _ values: String = "[1, 2, 3]", _ words: [String] = [], app: String = "work",
    more: [String] = [], template: [String] = []
  ) -> String {
    let list = (["${sweep.n}"] + words).map(quoted).joined(separator: ", ")
    return document(
      "Sweep", name,
      ["parameters: [{grid: {n: \(values)}}]"] + more + [
        "template:", "  appId: \(app)", #"  appVersion: "1.0""#,
        "  parameterSet: {appArgs: [{args: [\(list)]}]}",
      ] + template.map { "  \($0)" })
  }

  /// A Sweep of that App over `v`; a point's word is the given one and its value.
  static func sweep(
    _ name: String, values: [Int], word: String = "", template: [String] = [], more: [String] = []
  ) -> String {
    let list = values.map(String.init).joined(separator: ", ")
    return document(
      "Sweep", name,
      ["parameters: [{grid: {v: [\(list)]}}]"] + more + [
        "template:", "  appId: work", #"  appVersion: "1.0""#,
        "  parameterSet: {appArgs: [{args: [\(quoted(word + "${sweep.v}"))]}]}",
      ] + template.map { "  \($0)" })
  }

  /// A ZIP App of a bundle beside the manifest.
  static func bundle(_ path: String, name: String = "work") -> String {
    document("App", name, [#"version: "1.0""#, "runtime: ZIP", "containerImage: \(path)"])
  }

  /// A System on this machine that runs so many jobs at a time.
  static func system(_ name: String, slots: Int, folder: String) -> String {
    document(
      "System", name,
      [
        "systemType: LINUX", "host: localhost", "canExec: true", "rootDir: /",
        "jobWorkingDir: \(quoted(folder))", "jobMaxJobs: \(slots)",
        "jobRuntimes: [{runtimeType: NATIVE}, {runtimeType: ZIP}]",
      ])
  }

  /// JSON's quotes are also YAML's.
  static func quoted(_ text: String) -> String { JSONValue.string(text).text }

  private static func document(_ kind: String, _ name: String, _ spec: [String]) -> String {
    let lines = [
      "---", "apiVersion: kilim/v1", "kind: \(kind)", "metadata: {name: \(name)}", "spec:",
    ]
    return (lines + spec.map { "  \($0)" }).joined(separator: "\n") + "\n"
  }
}
