import KilimLifecycle
import KilimManifest
import KilimModel
import KilimReport
import KilimStore
import KilimTransport

/// What a run that has ended left, for the steps of a workflow that take it.
struct StepOutputs: Sendable {
  /// Results are read from files of at most so many bytes.
  static let largestFile = 64 << 20

  let plan: RunPlan
  let outputs: RunOutputs
  /// Equal for equal outputs; of a run whose outputs nobody read, for the same run only.
  let identity: String

  /// Nil for a run whose plan cannot be read.
  init?(_ run: RunRecord, _ reader: StoreReader) throws(StoreError) {
    guard let text = try reader.plan(of: run.id), let json = try? JSONValue(reading: text),
      let plan = RunPlan(json: json)
    else { return nil }
    self.plan = plan
    outputs = RunOutputs(
      plan: plan, status: run.state.status, condition: run.state.condition, exit: run.state.exit)
    identity =
      try reader.outputDigest(of: run.id).map { "outputs " + $0.hex } ?? "run \(run.uuid)"
  }

  func result(_ field: ResultField) throws(StepProblem) -> JSONValue {
    guard outputs.areHere else {
      throw StepProblem(
        "the outputs that have `\(field.name)` are on another host, and results of steps are read on "
          + "this machine only; give the step `archiveSystemId: local`")
    }
    guard let path = outputs.path(of: field.file) else {
      throw StepProblem("there is no output `\(field.file)` to read `\(field.name)` from")
    }
    do throws(TransferError) {
      let bytes = try LocalFiles.read(path, limit: Self.largestFile)
      do throws(ResultExtractionError) {
        return try ResultExtraction(field).value(in: bytes)
      } catch {
        throw TransferError(
          "\(field.name) in `\(field.file)`: \(error.message)", isTemporary: false)
      }
    } catch {
      throw StepProblem(error.message)
    }
  }
}

extension [UInt8] {
  /// Two hexadecimal digits a byte.
  var hex: String {
    reduce(into: "") { text, byte in
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
