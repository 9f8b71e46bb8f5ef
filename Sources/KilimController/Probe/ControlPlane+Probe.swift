import KilimManifest
package import KilimModel
import KilimRemote

/// What came of looking at a System.
package struct SystemExamination: Sendable {
  package var spec: SystemSpec
  /// Nil for this machine.
  package var host: String?
  /// Where jobs get their directories; nil when that depends on the job.
  package var directory: String?
  package var answer: Answer

  package enum Answer: Sendable {
    case probe(SystemProbe)
    /// With the command that helps.
    case unreachable(String, advice: String?)
  }
}

extension ControlPlane {
  /// Asks a System what it is like; nil when there is no such System.
  package func examine(_ name: String) throws(EngineError) -> SystemExamination? {
    var spec: SystemSpec?
    if let report = try object(ResourceName(.system, name)) {
      spec = SpecCoding.systemSpec(fromJSON: report.spec.text)
    } else if name == Catalog.localName {
      var local = SystemSpec()
      local.jobWorkingDir = stateDirectory.path
      spec = local
    }
    guard let spec else { return nil }
    let directory = spec.workingDirectory(surroundings.facts)
    let script = SystemProbe.script(directory: directory)
    var examination = SystemExamination(
      spec: spec, host: nil, directory: directory,
      answer: .unreachable("it gave no answer", advice: nil))
    guard spec.reasonNotHere(surroundings.facts) != nil else {
      if let text = LocalShell.run(script, seconds: 30), let probe = SystemProbe(text) {
        examination.answer = .probe(probe)
      }
      return examination
    }
    let host = spec.host ?? "localhost"
    examination.host = host
    var target = SSHTarget(systemId: name, host: host)
    if let port = spec.port, port > 0 { target.port = port }
    target.user = spec.login(surroundings.facts)
    let connection = try connection(to: target)
    do throws(RemoteError) {
      let answer = try connection.run(script)
      if let probe = SystemProbe(answer.text) { examination.answer = .probe(probe) }
    } catch {
      examination.answer = .unreachable(error.reason, advice: error.advice)
    }
    return examination
  }
}
