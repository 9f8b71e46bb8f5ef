import Glibc
import KilimModel
import KilimTransport

/// Brings a run's inputs and its bundle to its directories. Everything here may be done twice.
enum Stager {
  /// Copies and downloads the inputs to their targets below the input directory.
  ///
  /// A missing source of an optional input is passed over.
  static func stageInputs(
    of plan: RunPlan, cancelled: @Sendable () -> Bool
  ) -> StepResult.Failure? {
    for input in plan.inputs {
      do throws(TransferError) {
        try stage(input, below: plan.directories.input, cancelled: cancelled)
      } catch {
        if input.optional, isMissing(input, error) { continue }
        return StepResult.Failure(reason: "input `\(input.name)`: \(error.message)")
      }
    }
    return nil
  }

  /// Unpacks the bundle of a ZIP app into the exec directory.
  ///
  /// - Parameter snapshots: where `apply` keeps copies of bundles that lie beside manifests.
  static func stageJob(
    of plan: RunPlan, snapshots: BundleSnapshots, cancelled: @Sendable () -> Bool
  ) -> StepResult.Failure? {
    guard let image = plan.image else { return nil }
    do throws(TransferError) {
      try BundleUnpacker.unpack(
        image: snapshots.stored(image), into: plan.directories.exec, cancelled: cancelled,
        wait: { pause($0, unless: cancelled) })
      _ = try BundleUnpacker.executable(in: plan.directories.exec)
      return nil
    } catch {
      return StepResult.Failure(reason: "bundle of app \(plan.appId): \(error.message)")
    }
  }

  private static func stage(
    _ input: PlannedInput, below directory: String, cancelled: @Sendable () -> Bool
  ) throws(TransferError) {
    let target = input.target == "." ? directory : "\(directory)/\(input.target)"
    switch input.source {
    case .path(let path): _ = try LocalFiles.copy(from: path, to: target, cancelled: cancelled)
    case .url(let url):
      _ = try Downloader.fetch(
        url: url, to: target, cancelled: cancelled, wait: { pause($0, unless: cancelled) })
    case .inPlace: break
    case .remote(let system, _):
      throw TransferError(
        "this version copies nothing from System \(system)", isTemporary: false)
    }
  }

  private static func isMissing(_ input: PlannedInput, _ error: TransferError) -> Bool {
    // A server that is only out of order may well have the file.
    guard case .path(let path) = input.source else { return !error.isTemporary }
    return access(path, F_OK) != 0
  }

  /// Sleeps in short stretches: whoever cancels does not wait for the next try.
  private static func pause(_ milliseconds: Int, unless cancelled: () -> Bool) {
    var left = milliseconds
    while left > 0, !cancelled() {
      let stretch = min(left, 50)
      usleep(UInt32(stretch) * 1000)
      left -= stretch
    }
  }
}
