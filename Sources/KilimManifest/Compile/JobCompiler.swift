package import KilimModel

/// From a job's manifest to what runs.
package enum JobCompiler {
  /// Resolves, merges, checks and lays out one job. Depends on the arguments alone.
  ///
  /// - Parameter directory: absolute; relative paths in the job start here.
  /// - Returns: the compiled job, nil when a diagnostic is an error (or when, isolated, an object
  ///   that it refers to was not given); and all that is wrong with the job, at once. A mistake in
  ///   an App comes back from each of its jobs: `withoutRepeats` shows it once.
  package static func compile(
    _ job: JobSpec, metadata: Metadata, source: DocumentSource?, directory: String,
    catalog: Catalog, context: CompileContext
  ) -> (compiled: CompiledJob?, diagnostics: [Diagnostic]) {
    (nil, [])
  }
}
