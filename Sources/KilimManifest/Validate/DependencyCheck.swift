package import KilimModel

/// What is wrong with `dependsOn`: objects that are not there, and circles.
package struct DependencyCheck {
  /// An object that depends on others, with the places where it says so.
  package struct Dependant: Sendable {
    package var name: ResourceName
    package var dependsOn: [ResourceName]
    /// Of each name in `dependsOn`.
    var paths: [String]
    var spans: [SourceSpan]

    /// Nil for a document that depends on nothing.
    package init?(_ document: ManifestDocument) {
      let lists: [(path: String, names: [String])]
      switch document.spec {
      case .job(let spec) where !spec.dependsOn.isEmpty:
        lists = [("spec.dependsOn", spec.dependsOn)]
      case .sweep(let spec) where !spec.dependsOn.isEmpty:
        lists = [
          ("spec.dependsOn", spec.whole.dependsOn),
          ("spec.template.dependsOn", spec.template.dependsOn),
        ]
      case .workflow(let spec): lists = [("spec.dependsOn", spec.whole.dependsOn)]
      default: return nil
      }
      name = document.name
      (dependsOn, paths, spans) = ([], [], [])
      for list in lists {
        for (index, text) in list.names.enumerated() {
          guard let name = ResourceName(reference: text) else { continue }
          dependsOn.append(name)
          paths.append("\(list.path)[\(index)]")
          spans.append(document.source.span(ofPath: "\(list.path)[\(index)]"))
        }
      }
    }
  }

  /// Whether an object is among those that were given, sound or not.
  let isGiven: (ResourceName) -> Bool
  /// What an object of the state depends on; nil when there is none of that name.
  let stored: (ResourceName) -> [ResourceName]?
  /// What may have been meant; asked only when something is missing.
  let names: () -> [String]

  package init(
    isGiven: @escaping (ResourceName) -> Bool,
    stored: @escaping (ResourceName) -> [ResourceName]?, names: @escaping () -> [String]
  ) {
    self.isGiven = isGiven
    self.stored = stored
    self.names = names
  }

  /// - Parameter isolated: a reference to an object that was not given is no error.
  package func check(_ dependants: [Dependant], isolated: Bool) -> [Diagnostic] {
    guard !dependants.isEmpty else { return [] }
    return (isolated ? [] : missing(dependants)) + circles(dependants)
  }

  private func missing(_ dependants: [Dependant]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var isThere: [ResourceName: Bool] = [:]
    var candidates: [String]?
    for dependant in dependants {
      for (index, name) in dependant.dependsOn.enumerated() {
        let isKnown = isThere[name] ?? (isGiven(name) || stored(name) != nil)
        isThere[name] = isKnown
        guard !isKnown else { continue }
        let known = candidates ?? names()
        candidates = known
        let nearest = Spelling.nearest(to: name.description, among: known)
        diagnostics.append(
          Diagnostic(
            .unknownReference, "there is no \(name) to depend on",
            hint: nearest.map { "did you mean `\($0)`?" }
              ?? "give its manifest too, or apply that first",
            span: dependant.spans[index], path: dependant.paths[index]))
      }
    }
    return diagnostics
  }

  /// One diagnostic a circle, where the first given document of it closes it.
  private func circles(_ dependants: [Dependant]) -> [Diagnostic] {
    var given: [ResourceName: Dependant] = [:]
    for dependant in dependants { given[dependant.name] = dependant }
    var edges: [ResourceName: [ResourceName]] = [:]
    var isDone: Set<ResourceName> = []
    var diagnostics: [Diagnostic] = []
    for dependant in dependants where !isDone.contains(dependant.name) {
      var trail: [(name: ResourceName, next: Int)] = [(dependant.name, 0)]
      var place: [ResourceName: Int] = [dependant.name: 0]
      // By hand: a chain may be longer than the stack is deep.
      while let last = trail.last {
        let targets = edges[last.name] ?? targets(of: last.name, given)
        edges[last.name] = targets
        guard last.next < targets.count else {
          isDone.insert(last.name)
          place[last.name] = nil
          trail.removeLast()
          continue
        }
        trail[trail.count - 1].next += 1
        let target = targets[last.next]
        if let start = place[target] {
          if let circle = circle(trail[start...].map(\.name), given) { diagnostics.append(circle) }
        } else if !isDone.contains(target) {
          place[target] = trail.count
          trail.append((target, 0))
        }
      }
    }
    return diagnostics
  }

  private func targets(
    of name: ResourceName, _ given: [ResourceName: Dependant]
  ) -> [ResourceName] {
    if let dependant = given[name] { return dependant.dependsOn }
    return isGiven(name) ? [] : stored(name) ?? []
  }

  private func circle(
    _ names: [ResourceName], _ given: [ResourceName: Dependant]
  ) -> Diagnostic? {
    guard let start = names.firstIndex(where: { given[$0] != nil }),
      let dependant = given[names[start]]
    else { return nil }
    let circle = Array(names[start...] + names[..<start])
    let next = circle.count > 1 ? circle[1] : circle[0]
    let index = dependant.dependsOn.firstIndex(of: next) ?? 0
    let words = (circle + [circle[0]]).map(\.description).joined(separator: " -> ")
    return Diagnostic(
      .dependencyCycle, "these objects wait for each other: \(words)",
      hint: "take one of the names out of its `dependsOn`", span: dependant.spans[index],
      path: dependant.paths[index])
  }
}
