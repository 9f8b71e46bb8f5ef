import KilimManifest
import KilimModel
import KilimRemote
import KilimTransport

extension RemoteStager {
  /// Brings the outputs to their archive, on whatever hosts both are.
  func archive(_ plan: RunPlan) throws(Problem) -> ArchiveReport {
    var request = ArchiveRequest(plan)
    if let host = plan.execHost {
      if host == plan.archiveHost { return try archiveThere(request, host, plan) }
      try pullOutputs(request, host, plan)
      request.output = scratch + "/content"
    }
    guard let host = plan.archiveHost else {
      return try here { () throws(TransferError) in
        try Archiver.publish(request, cancelled: cancelled)
      }
    }
    let archive = request.archive
    request.archive = scratch + "/archive"
    let report = try here { () throws(TransferError) in
      try Archiver.publish(request, cancelled: cancelled)
    }
    let files = try files(on: host, of: plan)
    try there { () throws(RemoteError) in
      try files.push(scratch + "/archive", to: archive, followsLinks: false, cancelled: cancelled)
    }
    return report
  }

  private func pullOutputs(
    _ request: ArchiveRequest, _ host: SSHTarget, _ plan: RunPlan
  ) throws(Problem) {
    let files = try files(on: host, of: plan)
    let paths = try selection(request, files)
    let isThere = try there { () throws(RemoteError) in
      try files.pull(
        request.output, paths: paths, followsLinks: false, into: scratch, cancelled: cancelled)
    }
    guard isThere else { throw gone(request.output, host) }
  }

  /// Nil when everything is archived.
  private func selection(
    _ request: ArchiveRequest, _ files: RemoteFiles
  ) throws(Problem) -> [String]? {
    guard !request.includes.isEmpty || !request.excludes.isEmpty else { return nil }
    let filter = try here { () throws(TransferError) in
      try ArchiveFilter(includes: request.includes, excludes: request.excludes)
    }
    let all = try there { () throws(RemoteError) in try files.list(request.output) }
    guard let all else { throw gone(request.output, files.connection.target) }
    return all.filter { filter.selects($0) }
  }

  private func archiveThere(
    _ request: ArchiveRequest, _ host: SSHTarget, _ plan: RunPlan
  ) throws(Problem) -> ArchiveReport {
    let files = try files(on: host, of: plan)
    let paths = try selection(request, files)
    let launchFiles = request.launchFiles.map {
      TarEntry($0.name, .bytes($0.bytes), mode: $0.mode)
    }
    let digests = try there { () throws(RemoteError) in
      try files.archive(
        request.output, paths: paths, to: request.archive, extra: launchFiles,
        cancelled: cancelled)
    }
    return ArchiveReport(
      files: digests.count + launchFiles.count, bytes: 0,
      digest: ArchiveReport.digest(of: digests), skipped: [])
  }

  private func gone(_ directory: String, _ host: SSHTarget) -> Problem {
    .here(
      TransferError(
        "the output directory \(directory) on System \(host.systemId) is gone; nothing can be "
          + "archived", isTemporary: false))
  }
}
