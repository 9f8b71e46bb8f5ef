extension ResourceName {
  /// From `job/prepare`, `sweep/grid`, `workflow/pipe`; nil for anything else.
  package init?(reference: String) {
    guard let slash = reference.firstIndex(of: "/"),
      let kind = [ResourceKind.job, .sweep, .workflow].first(where: {
        $0.shortName == reference[..<slash]
      })
    else { return nil }
    self.init(kind, String(reference[reference.index(after: slash)...]))
  }
}
