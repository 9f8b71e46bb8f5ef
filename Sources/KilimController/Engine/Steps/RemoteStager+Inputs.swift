import Glibc
import KilimModel
import KilimRemote
import KilimTransport

extension RemoteStager {
  /// Brings one input to its target, by way of this machine where neither end is on it.
  func stage(_ input: PlannedInput, of plan: RunPlan) throws(Problem) {
    let directory = plan.directories.input
    let target = input.target == "." ? directory : "\(directory)/\(input.target)"
    switch input.source {
    case .inPlace: return
    case .path(let path):
      guard access(path, F_OK) == 0 else { throw .missing }
      try deliver(path, to: target, of: plan)
    case .url(let url):
      let file = scratch + "/download"
      do throws(TransferError) {
        _ = try Downloader.fetch(url: url, to: file, cancelled: cancelled, wait: pause)
      } catch {
        // A server that is only out of order may well have the file.
        if input.optional, !error.isTemporary { throw .missing }
        throw .here(error)
      }
      try deliver(file, to: target, of: plan)
    case .remote(let system, let path): try bring(path, from: system, to: target, of: plan)
    }
  }

  private func bring(
    _ path: String, from system: String, to target: String, of plan: RunPlan
  ) throws(Problem) {
    guard let source = plan.host(of: system) else {
      throw .here(
        TransferError("this version copies nothing from System \(system)", isTemporary: false))
    }
    let files = try files(on: source, of: plan)
    if source == plan.execHost {
      let isThere = try there { () throws(RemoteError) in
        try files.copy(path, to: target, cancelled: cancelled)
      }
      guard isThere else { throw .missing }
      return
    }
    let isThere = try there { () throws(RemoteError) in
      try files.pull(path, followsLinks: true, into: scratch, cancelled: cancelled)
    }
    guard isThere else { throw .missing }
    try deliver(scratch + "/content", to: target, of: plan)
  }

  /// From this machine to wherever the run is.
  private func deliver(_ path: String, to target: String, of plan: RunPlan) throws(Problem) {
    guard let host = plan.execHost else {
      try here { () throws(TransferError) in
        _ = try LocalFiles.copy(from: path, to: target, cancelled: cancelled)
      }
      return
    }
    let files = try files(on: host, of: plan)
    try there { () throws(RemoteError) in
      try files.push(path, to: target, cancelled: cancelled)
    }
  }

  /// Unpacks a bundle here, where what is in it is looked at, and sends what came out.
  func stage(_ image: PlannedImage, of plan: RunPlan) throws(Problem) {
    let bundle = scratch + "/bundle"
    let directory = plan.execHost == nil ? plan.directories.exec : bundle
    switch image.source {
    case .directory, .archive, .url:
      try here { () throws(TransferError) in
        try BundleUnpacker.unpack(
          image: image, into: directory, cancelled: cancelled, wait: pause)
      }
    case .inPlace(let path):
      guard let host = plan.execHost else {
        try here { () throws(TransferError) in
          try BundleUnpacker.unpack(
            image: image, into: directory, cancelled: cancelled, wait: pause)
        }
        break
      }
      try unpack(path, from: host, into: directory, of: plan)
    case .remote(let system, let path):
      guard let host = plan.host(of: system) else {
        throw .here(
          TransferError("this version fetches nothing from System \(system)", isTemporary: false))
      }
      try unpack(path, from: host, into: directory, of: plan)
    }
    try here { () throws(TransferError) in _ = try BundleUnpacker.executable(in: directory) }
    guard let host = plan.execHost else { return }
    let files = try files(on: host, of: plan)
    try there { () throws(RemoteError) in
      try files.push(
        bundle, to: plan.directories.exec, followsLinks: false, cancelled: cancelled)
    }
  }

  private func unpack(
    _ path: String, from host: SSHTarget, into directory: String, of plan: RunPlan
  ) throws(Problem) {
    let files = try files(on: host, of: plan)
    let isThere = try there { () throws(RemoteError) in
      try files.pull(path, followsLinks: true, into: scratch, cancelled: cancelled)
    }
    guard isThere else { throw .missing }
    // The unpacker tells the kind of an archive by its name.
    let archive = scratch + "/" + (path.split(separator: "/").last.map(String.init) ?? "bundle.zip")
    try here { () throws(TransferError) in
      try LocalFiles.createDirectories(directory, mode: 0o700)
      try LocalFiles.rename(scratch + "/content", to: archive)
      try BundleUnpacker.unpack(archive: archive, into: directory, cancelled: cancelled)
    }
  }

  /// Sleeps in short stretches: whoever cancels does not wait for the next try.
  private func pause(_ milliseconds: Int) {
    var left = milliseconds
    while left > 0, !cancelled() {
      usleep(UInt32(min(left, 50)) * 1000)
      left -= 50
    }
  }
}
