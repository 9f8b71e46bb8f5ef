import KilimModel

/// One version of a program (Tapis reference, section 7).
enum AppDeclaration {
  static let type = RecordType<AppSpec>(
    "an App", { AppSpec() }, base + runtime + rest,
    advice: [
      "appType": .renamed("jobType"),
      "executionSystemId": "this is now `jobAttributes.execSystemId`",
      "fileInputDefinitions": "this is now `jobAttributes.fileInputs`",
      "importRefId": "only a System has one: remove it",
    ],
    ignored: [
      "tenant", "owner", "uuid", "deleted", "created", "updated", "isPublic", "sharedWithUsers",
      "sharedAppCtx",
    ],
    rules: [
      .choice(
        field: "runtime", value: Runtime.native.rawValue,
        then: .init(needed: ["command"], forbidden: ["containerImage"]),
        otherwise: .init(needed: ["containerImage"], forbidden: ["command"]))
    ],
    check: { app, node, decoding in checkProgram(app, node, &decoding) })

  private static let base: [Field<AppSpec>] = [
    .optional(
      "id", \.id, .text(1...80, .identifier), .identity, "7",
      "The App's id; repeats `metadata.name`."),
    .required(
      "version", \.version, .text(1...64, .harmless), .identity, "7",
      "The App's version, any text."),
    .optional("description", \.description, .text(max: 2048), .other, "7", "For people."),
    .optional(
      "enabled", \.enabled, .boolean, .other, "7", "False refuses new runs of all versions.",
      default: "true"),
    .optional(
      "versionEnabled", \.versionEnabled, .boolean, .other, "7",
      "False refuses new runs of this version.", default: "true"),
    .optional(
      "locked", \.locked, .boolean, .other, "7", "True refuses changes to this version.",
      default: "false"),
  ]

  private static let rest: [Field<AppSpec>] = [
    .optional(
      "jobType", \.jobType, .choice(of: JobType.self), .other, "7",
      "FORK or BATCH; an explicit null lets the System decide.", default: "FORK"
    ).whenNull { $0.jobTypeIsOpen = true }.writingOpenType,
    .optional(
      "maxJobs", \.maxJobs, .jobCount, .other, "7",
      "Runs at a time; -1 means no limit.", default: "-1"),
    .optional(
      "maxJobsPerUser", \.maxJobsPerUser, .jobCount, .other, "7",
      "Runs at a time of one user; -1 means no limit.", default: "-1"),
    .optional(
      "strictFileInputs", \.strictFileInputs, .boolean, .other, "3.2",
      "True refuses inputs that the App does not define.", default: "false"),
    .group(
      "jobAttributes", \.jobAttributes, JobAttributesDeclaration.inApp, .identity, "7",
      "What jobs of the App inherit."),
    .list(
      "tags", \.tags, .unordered(.text(1...128)).distinct(), .other, "7", "Words for searching."),
    .optional("notes", \.notes, .freeMapping, .other, "7", "Anything, kept for other programs."),
  ]

  private static let runtime: [Field<AppSpec>] = [
    .optional(
      "runtime", \.runtime, .choice(of: Runtime.self), .identity, "7",
      "How the program is packed.", default: "DOCKER"),
    .optional(
      "runtimeVersion", \.runtimeVersion, .text(max: 128), .other, "7",
      "The runtime's version, for people."),
    .list(
      "runtimeOptions", \.runtimeOptions, .list(.choice(of: RuntimeOption.self)).distinct(),
      .identity, "7",
      "How a Singularity image is started."),
    .optional(
      "containerImage", \.containerImage, .text(1...4096, .oneLine), .identity, "7",
      "The image, the ZIP bundle, or a directory beside the manifest."),
    .list(
      "command", \.command, .list(.text()), .identity, "Kilim",
      "Only for NATIVE: the program and its first arguments, literal words."),
  ]

  private static func checkProgram(_ app: AppSpec, _ node: Int32, _ decoding: inout Decoding) {
    // Without the runtime, nothing is known of what belongs to it.
    if app.runtime == nil, decoding.hasMistake(in: "runtime") { return }
    switch app.runtime {
    case .native:
      if app.command.isEmpty, !decoding.hasMistake(in: "command") {
        decoding.reportMissing(
          "command", "a NATIVE App names its program, as in `command: [/usr/bin/env, true]`")
      }
      if app.containerImage != nil {
        decoding.reportExclusive(
          "containerImage", of: node, "a NATIVE App has no `containerImage`",
          hint: "remove it, or choose another `runtime`")
      }
    case .zip, .docker, .podman, .singularity, .apptainer, nil:
      if app.containerImage == nil, !decoding.hasMistake(in: "containerImage") {
        decoding.reportMissing(
          "containerImage", "the image or the bundle to run; a plain command is `runtime: NATIVE`")
      }
      if !app.command.isEmpty {
        decoding.reportExclusive(
          "command", of: node, "`command` belongs to NATIVE Apps only",
          hint: "write `runtime: NATIVE`, or give arguments in `jobAttributes.parameterSet.appArgs`"
        )
      }
    }
  }
}

extension Field<AppSpec> {
  /// Also writes the null that means "let the system decide".
  fileprivate var writingOpenType: Field {
    var field = self
    let write = self.write
    field.write = { app, selection in app.jobTypeIsOpen ? .some(.null) : write(app, selection) }
    return field
  }
}
