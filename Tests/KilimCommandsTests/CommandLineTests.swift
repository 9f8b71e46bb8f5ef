import Glibc
import KilimModel
import Testing

@testable import KilimCommands

/// Exit codes of whole commands; the end-to-end tests look at what they print.
@Suite struct CommandLineTests {
  private func run(_ arguments: String...) -> Int32 { CommandLineInterface.run(arguments) }

  @Test(arguments: [
    ["nonsense"], ["apply"], ["get"], ["get", "pods"], ["get", "jobs", "-o", "xml"],
    ["get", "jobs", "-o", "jsonpath={"], ["get", "jobs", "--status", "DONE"],
    ["get", "jobs", "--since", "soon"], ["get", "jobs", "-l", "team"], ["wait"], ["compile"],
    ["version", "-o", "wide"], ["graph"], ["graph", "-f", "x", "-o", "png"], ["graph", "job/x"],
    ["logs", "x", "--tail", "-1"], ["apply", "-f", "x", "--wait", "y"],
    ["apply", "-f", "x", "--max-new-runs", "-1"], ["completion", "tcsh"],
  ])
  func `answers wrong arguments with 64`(arguments: [String]) {
    #expect(CommandLineInterface.run(arguments) == KilimCommands.ExitStatus.usage.rawValue)
  }

  @Test func `answers help and version with 0`() {
    #expect(run("--help") == 0)
    #expect(run("apply", "--help") == 0)
    #expect(run("version", "-o", "json") == 0)
    #expect(run("completion", "bash", "--quiet") == 0)
  }

  @Test func `answers with the codes of the contract`() throws {
    let folder = try TemporaryFolder()
    let state = folder.path + "/state"
    #expect(run("describe", "job/x", "--state", state) == 4)
    #expect(run("get", "job/x", "--state", state) == 4)
    #expect(run("get", "jobs", "--state", state) == 0)
    #expect(run("validate", "-f", folder.path + "/missing.yaml", "--state", state) == 1)
    #expect(run("apply", "-f", folder.path, "--state", state) == 1)
    #expect(run("graph", "workflow/x", "--state", state) == 4)
    #expect(run("graph", "-f", folder.path + "/missing.yaml") == 1)
    #expect(run("describe", "pod/x", "--state", state) == 64)
    #expect(run("doctor", "--state", folder.path + "/none") == 0)
  }

  @Test func `makes no state by looking at manifests`() throws {
    let folder = try TemporaryFolder()
    let state = folder.path + "/state"
    #expect(run("init", folder.path + "/demo", "--state", state) == 0)
    #expect(run("validate", "-f", folder.path + "/demo", "--state", state) == 0)
    #expect(run("compile", "-f", folder.path + "/demo", "-o", "script", "--state", state) == 0)
    #expect(access(state, F_OK) != 0)
    #expect(run("diff", "-f", folder.path + "/demo", "--state", state) == 2)
  }

  @Test func `writes a starter tree once`() throws {
    let folder = try TemporaryFolder()
    #expect(run("init", folder.path) == 0)
    #expect(run("init", folder.path) == 3)
  }
}
