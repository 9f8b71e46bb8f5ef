import KilimManifest
package import KilimModel
import KilimStore

/// What `kilim compile` shows of a Job, a Sweep or a Workflow.
package struct CompiledObject: Sendable {
  package enum Body: Sendable {
    case plan(RunPlan)
    case points(CompiledPoints)
    /// Those of sub-workflows follow the step that they are.
    case steps([CompiledStep])
  }

  package var name: ResourceName
  package var body: Body

  /// What is called so: this object itself, or what a step of it will be.
  package func body(of name: ResourceName) -> Body? {
    if name == self.name { return body }
    guard case .steps(let steps) = body else { return nil }
    return steps.first { $0.object == name }?.body
  }
}

/// One step of a workflow as far as it can be compiled.
package struct CompiledStep: Sendable {
  /// From the outer workflow down: `inner/train`.
  package var path: String
  /// What the step will be.
  package var object: ResourceName
  /// What it takes of steps that have not ended: as it is written, it stands in the plan.
  package var takes: [String]
  /// Nil for a sub-workflow, and for a sweep whose points are not there yet.
  package var body: CompiledObject.Body?
}

/// A Sweep's template, compiled once for all of its points.
package struct CompiledPoints: Sendable {
  let compiled: CompiledSweep
  let table: PointTable
  /// As they are written, in the places of their marks.
  let references: [StepReference]

  package var count: Int { table.count }
  /// In the order of their first use.
  package var parameters: [String] { compiled.names }

  /// The plan of every point, with `${sweep.NAME}` where its values go.
  package var template: RunPlan? { compiled.plan.shown(compiled.names, references) }

  /// The values of the point with that place among the sweep's points, from 1; nil for none.
  package func values(of position: Int) -> String? {
    var index = 0
    var place = 0
    do throws(FoundPoint) {
      try compiled.expansion.withChunks { chunk throws(FoundPoint) in
        for point in 0..<chunk.batch.count {
          defer { index += 1 }
          guard !table.isRepeated(index) else { continue }
          place += 1
          guard place == position else { continue }
          throw FoundPoint(
            values: String(
              decoding: chunk.batch.bytes[chunk.batch.range(of: point)], as: UTF8.self))
        }
      }
      return nil
    } catch {
      return error.values
    }
  }

  private struct FoundPoint: Error {
    var values: String
  }

  /// The plan of one point; nil for a position that no point has.
  package func plan(of position: Int) -> RunPlan? {
    values(of: position).flatMap { plan(of: position, values: $0) }
  }

  /// - Parameter values: the compact JSON object of the point's values.
  func plan(of position: Int, values: String) -> RunPlan? {
    let plan = compiled.plan
    let template = SharedPlan(
      sweep: plan.textShowing(references), names: compiled.names, uuid: plan.uuid,
      created: plan.created)
    let text = template.plan(
      uuid: plan.uuid, created: plan.created, position: position, values: values)
    return text.flatMap { try? JSONValue(reading: $0) }.flatMap { RunPlan(json: $0) }
  }
}

extension RunPlan {
  /// With what was written in the places of the marks.
  func shown(_ names: [String], _ references: [StepReference]) -> RunPlan? {
    let text = PointMark.replaced(in: textShowing(references)) { number in
      if number == 0 { return "POSITION" }
      if PointMark.frame(ofNumber: number) != nil { return "" }
      guard number <= names.count else { return nil }
      return String(JSONValue.string("${sweep.\(names[number - 1])}").text.dropFirst().dropLast())
    }
    return (try? JSONValue(reading: text)).flatMap { RunPlan(json: $0) }
  }

  /// As JSON; the marks of parameters stay.
  fileprivate func textShowing(_ references: [StepReference]) -> String {
    StepFilling.filledJSON(json.text, references) { "${\($0)}" }
  }
}
