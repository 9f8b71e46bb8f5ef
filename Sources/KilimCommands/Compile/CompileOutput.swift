import KilimController
import KilimManifest
import KilimModel

/// Prints a plan, or the steps of a workflow.
struct CompileOutput {
  let output: CompileCommand.Form
  let session: Session

  func show(_ chosen: CompileChoice.Chosen) throws(CommandFailure) {
    switch chosen {
    case .plan(let plan, let notes):
      for line in notes where !session.console.isQuiet { Console.write("note: \(line)\n", to: 2) }
      show(plan)
    case .workflow(let name, let steps):
      let document: JSONValue = [
        "workflow": .string(name.name), "steps": .array(steps.map(Self.json)),
      ]
      switch output {
      case .plan, .yaml: session.console.write(YAMLWriter.text(document))
      case .json: session.console.write(document.prettyText + "\n")
      case .script, .env:
        throw CommandFailure(
          .usage, "\(name) has a script for each of its steps",
          hint: "name one of them: kilim compile \(steps.first?.object.description ?? "job/x/y")")
      }
    }
  }

  private func show(_ plan: RunPlan) {
    switch output {
    case .plan, .yaml: session.console.write(YAMLWriter.text(plan.document))
    case .json: session.console.write(plan.document.prettyText + "\n")
    case .script:
      session.console.write(LaunchRenderer.script(for: plan, includesEnvironment: true))
    case .env: session.console.write(LaunchRenderer.environmentFile(for: plan))
    }
  }

  private static func json(_ step: CompiledStep) -> JSONValue {
    var plan: RunPlan?
    var points: Int?
    switch step.body {
    case .plan(let found)?: plan = found
    case .points(let found)?: (plan, points) = (found.template, found.count)
    case .steps?, nil: break
    }
    return [
      "step": .string(step.path), "object": .string(step.object.description),
      "takes": .array(step.takes.map { .string($0) }),
      "points": points.map { .integer(Int64($0)) } ?? .null, "plan": plan?.document ?? .null,
    ]
  }
}

extension RunPlan {
  /// The plan with its digest in front, and behind it all words that start the container.
  fileprivate var document: JSONValue {
    guard case .object(let members) = json else { return json }
    let document = [JSONValue.Member("digest", .string(digest.hex))] + members
    guard container != nil, batch == nil else { return .object(document) }
    let words = ContainerCommand.filledArguments(of: self, attempt: 1)
    return .object(document + [.init("arguments", .array(words.map { .string($0) }))])
  }
}
