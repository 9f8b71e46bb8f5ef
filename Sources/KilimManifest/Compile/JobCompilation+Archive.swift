import KilimModel

extension JobCompilation {
  /// Where outputs go and which of them (Tapis reference, sections 2.3, 5 and 10).
  mutating func archive(_ places: ResolvedPlaces, _ references: References) -> PlannedArchive {
    let own = job.attributes.parameterSet.archiveFilter
    let app = references.app.spec.jobAttributes.parameterSet.archiveFilter
    var archive = PlannedArchive()
    archive.mode = archiveMode(references)
    archive.directory = places.archiveDirectory
    archive.includeLaunchFiles = own?.includeLaunchFiles ?? app?.includeLaunchFiles ?? true
    archive.includes = patterns("includes", own?.includes, app?.includes, places, references)
    archive.excludes = patterns("excludes", own?.excludes, app?.excludes, places, references)
    let output = places.directories.output
    if archive.mode != .never, archive.directory.hasPrefix(output == "/" ? "/" : output + "/"),
      archive.directory != output
    {
      let isJobs = job.attributes.archiveSystemDir.nonBlank != nil
      report(
        Mistake(
          isJobs ? .job : .app, .invalidPath,
          "the archive `\(archive.directory)` lies inside the output directory that goes into it",
          hint: "choose a directory outside `\(output)`, or `${ExecSystemOutputDir}` itself",
          path: isJobs ? "spec.archiveSystemDir" : "spec.jobAttributes.archiveSystemDir"),
        references)
    }
    return archive
  }

  /// The job's patterns, then the app's; macros filled in.
  private mutating func patterns(
    _ field: String, _ own: [String]?, _ app: [String]?, _ places: ResolvedPlaces,
    _ references: References
  ) -> [String] {
    var patterns: [String] = []
    for (layer, list) in [(Layer.job, own ?? []), (.app, app ?? [])] {
      for (index, text) in list.enumerated() {
        let pattern = places.macros.replace(in: text)
        // Others are checked as they are written, with the document they stand in.
        if pattern != text {
          let path = "\(layer.prefix).parameterSet.archiveFilter.\(field)[\(index)]"
          report(
            AttributeValidator.mistakes(inPattern: pattern, layer, path: path), references)
        }
        patterns.append(pattern)
      }
    }
    return patterns
  }
}
