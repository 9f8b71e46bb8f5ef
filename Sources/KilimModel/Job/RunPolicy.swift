/// What `apply --prune` does to a run that is under way (product, section 5).
package enum PrunePolicy: String, Sendable, Hashable, CaseIterable {
  case finish = "Finish"
  case cancel = "Cancel"
}

/// How long a run's directories and archived outputs are kept (product, section 8); its ledger row
/// stays for ever.
package struct Retention: Sendable, Hashable {
  package var finished: TimeSpan?
  package var failed: TimeSpan?
  package var cancelled: TimeSpan?
  /// What all runs of the job may keep together; the oldest goes first.
  package var maxSizeMB: Int?
  package init() {}
}

/// What one `apply` may start for a job; more refuses the whole apply (product, section 5).
package struct Budget: Sendable, Hashable {
  package var maxNewRuns: Int?
  package var maxCoreHours: Double?
  package init() {}
}

/// One value that is read from the outputs of a finished run (product, section 7).
package struct ResultField: Sendable, Hashable {
  package var name = ""
  /// Relative to the output directory.
  package var file = ""
  /// Where the value stands in a JSON file, as in `.scores[0].accuracy`.
  package var json: String?
  /// The value is what the first group matches, or the whole match.
  package var regex: String?
  package init() {}
}

/// An environment variable whose value is fetched at launch and never stored (product, section 2).
package struct SecretVariable: Sendable, Hashable {
  package var key = ""
  /// `env:NAME`, `file:PATH` or `command:TEXT`.
  package var from = ""
  package init() {}
}
