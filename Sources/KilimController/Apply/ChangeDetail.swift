package import KilimModel

/// What a change of an object consists of: for `diff`.
package struct ChangeDetail: Sendable, Hashable {
  package var fields: [FieldChange] = []
  /// Declared jobs that use the definition that changes.
  package var affected: [AffectedJob] = []

  package init() {}
}

/// One field, before and after.
package struct FieldChange: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case added, removed, changed, reordered }

  package var kind: Kind
  /// As in diagnostics: `spec.parameterSet.appArgs[0].arg`.
  package var path: String
  /// For people: `spec.parameterSet.appArgs[k].arg`.
  package var label: String
  /// Without secrets; the names in their order when a list is only ordered otherwise.
  package var old: JSONValue?
  package var new: JSONValue?
  /// Whether it can change the result of a run.
  package var isIdentity: Bool
  /// Where the new value stands, or the nearest mapping around a value that is gone.
  package var file: String
  package var line: Int

  package init(
    kind: Kind, path: String, label: String, old: JSONValue?, new: JSONValue?, isIdentity: Bool,
    file: String, line: Int
  ) {
    self.kind = kind
    self.path = path
    self.label = label
    self.old = old
    self.new = new
    self.isIdentity = isIdentity
    self.file = file
    self.line = line
  }
}

package struct AffectedJob: Sendable, Hashable {
  package var name: ResourceName
  /// Its run was made of what the App was before.
  package var becomesStale: Bool

  package init(name: ResourceName, becomesStale: Bool) {
    self.name = name
    self.becomesStale = becomesStale
  }
}
