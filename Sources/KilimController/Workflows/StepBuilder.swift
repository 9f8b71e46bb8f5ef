import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// Makes of a step what is applied: its condition decided, its values taken, its Job or Sweep
/// compiled.
struct StepBuilder {
  let look: WorkflowLook
  let index: Int
  let factory: RunFactory

  private var step: WorkflowStep { look.spec.steps[index] }
  private var template: StepTemplate { look.structure.steps[index].template }

  /// What a step is made of.
  struct Basis {
    /// Over the step's text and all values that it takes, 16 bytes.
    var identity: [UInt8]
    var values: StepValues
    /// Nil for a step to be run.
    var verdict: Verdict?
  }

  enum Verdict {
    case skipped(String)
    case failed(StepProblem)
  }

  enum Result {
    case skipped(String)
    case failed(StepProblem)
    case ready(PreparedStep)
  }

  func basis(_ reader: StepReader) throws(StoreError) -> Basis {
    var asked: [StepReference: StepValue] = [:]
    var verdict: Verdict?
    if let condition = look.structure.steps[index].condition {
      for reference in condition.references {
        // A step that was skipped, or failed, has no results: a comparison with them is false.
        if let value = try? value(of: reference, reader).get() { asked[reference] = value }
      }
      verdict = self.verdict(condition, asked)
    }
    var taken: [StepReference: StepValue] = [:]
    if verdict == nil {
      for reference in template.references {
        switch try value(of: reference, reader) {
        case .success(let value): taken[reference] = value
        case .failure(let problem):
          verdict = .failed(problem)
          asked[reference] = StepValue(text: "", identity: problem.message)
        }
      }
    }
    var hasher = Digest.Hasher()
    hasher.update(template.identity(values: taken).bytes)
    hasher.update(StepValues(asked).json)
    return Basis(
      identity: Array(hasher.finish().bytes.prefix(16)),
      values: StepValues(taken.merging(asked) { value, _ in value }),
      verdict: verdict)
  }

  /// A value whose source is gone is the one that the step took before.
  private func value(
    of reference: StepReference, _ reader: StepReader
  ) throws(StoreError) -> Swift.Result<StepValue, StepProblem> {
    let result = try reader.value(of: reference)
    guard case .failure(let problem) = result, problem.isGone,
      let known = look.rows[index].values.flatMap(StepValues.init(json:))?.values[reference]
    else { return result }
    return .success(known)
  }

  private func verdict(
    _ condition: StepCondition, _ values: [StepReference: StepValue]
  ) -> Verdict? {
    do throws(ExpressionError) {
      let isTrue = try condition.isTrue { values[$0]?.expressionValue ?? .missing }
      return isTrue ? nil : .skipped("`when` is false: \(described(values))")
    } catch {
      return .failed(StepProblem("`when`: \(error.message)"))
    }
  }

  private func described(_ values: [StepReference: StepValue]) -> String {
    let known = values.map { "\($0.key) is \($0.value.text)" }.sorted()
    return known.isEmpty ? step.when ?? "" : known.joined(separator: ", ")
  }

  func build(_ basis: Basis) -> Result {
    switch basis.verdict {
    case .skipped(let reason)?: return .skipped(reason)
    case .failed(let problem)?: return .failed(problem)
    case nil: break
    }
    do throws(StepProblem) {
      let maker = StepObject(
        name: look.objectName(of: step), workflow: look.object, values: basis.values)
      return .ready(PreparedStep(name: maker.name, entry: try maker.entry(step, factory)))
    } catch {
      return .failed(error)
    }
  }
}

extension StepValue {
  /// Numbers and truth values as such.
  var expressionValue: ExpressionValue {
    if let value = try? JSONValue(reading: text), let known = ExpressionValue(value) {
      return known
    }
    return .text(text)
  }
}
