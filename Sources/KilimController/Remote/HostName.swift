import KilimModel
import KilimRemote

/// An SSH host as a text that names the System and how it is reached: `cluster/ssh/22/ada/node1`.
///
/// What was launched on one host is never asked for on another, whatever becomes of the System's
/// definition meanwhile.
enum HostName {
  // No id of a System has a slash.
  private static let mark = "/ssh/"

  static func of(_ target: SSHTarget) -> String {
    let port = target.port.map(String.init) ?? ""
    return "\(target.systemId)\(mark)\(port)/\(target.user ?? "")/\(target.host)"
  }

  /// Nil for a text that names no SSH host.
  static func target(_ name: String) -> SSHTarget? {
    guard let range = name.firstRange(of: mark) else { return nil }
    let parts = name[range.upperBound...].split(
      separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    return SSHTarget(
      systemId: String(name[..<range.lowerBound]), host: String(parts[2]), port: Int(parts[0]),
      user: parts[1].isEmpty ? nil : String(parts[1]))
  }
}

extension RunPlan {
  /// The SSH host that a System of this plan is; nil for this machine, or one without files.
  func host(of system: String) -> SSHTarget? {
    systems.first { $0.id == system && $0.type == .linux }.map { SSHTarget($0) }
  }

  /// The SSH host where its program runs; nil for this machine.
  var execHost: SSHTarget? { host(of: execSystemId) }

  /// The SSH host where its archive is; nil for this machine.
  var archiveHost: SSHTarget? { host(of: archiveSystemId) }

  /// All SSH hosts that it needs, the one where it runs first.
  var hosts: [SSHTarget] {
    var hosts = [execHost, archiveHost].compactMap(\.self)
    hosts += systems.filter { $0.type == .linux }.map { SSHTarget($0) }
    var seen: Set<SSHTarget> = []
    return hosts.filter { seen.insert($0).inserted }
  }

  /// Outputs stay where they are: there is nothing to copy.
  var archivesInPlace: Bool {
    archive.directory == directories.output && execHost == archiveHost
  }
}
