import KilimModel

/// `fileInputs` and `fileInputArrays` (Tapis reference, section 3.1).
enum FileInputDeclaration {
  static let inJob = unique(
    RecordType(
      "a job's file input", { FileInput() }, common(1...8096), advice: ["inputMode": modeAdvice]))

  static let inApp = unique(
    RecordType(
      "an App's file input", { FileInput() },
      [common(0...8096)[0].demanded] + common(0...8096).dropFirst() + [
        .optional(
          "inputMode", \.inputMode, .choice(of: FileInputMode.self), .identity, "3.1",
          "Whether jobs must, may or cannot change the input.", default: "OPTIONAL")
      ],
      advice: [
        "meta": Advice(
          "`name` and `description` stand in the input itself, without `meta`", replaces: "name")
      ]))

  static let arraysInJob = unique(
    RecordType(
      "a job's file input array", { FileInputArray() }, commonOfArrays(1...8096),
      advice: ["inputMode": modeAdvice]))

  static let arraysInApp = unique(
    RecordType(
      "an App's file input array", { FileInputArray() },
      [commonOfArrays(0...8096)[0].demanded] + commonOfArrays(0...8096).dropFirst() + [
        .optional(
          "inputMode", \.inputMode, .choice(of: FileInputMode.self), .identity, "3.1",
          "Whether jobs must, may or cannot change the inputs.", default: "OPTIONAL")
      ]))

  private static let modeAdvice: Advice = "only an App decides this"

  private static func unique(_ type: RecordType<FileInput>) -> ValueType<[FileInput]> {
    .unordered(.record(type)).uniqueNames("name", \.name)
  }

  private static func unique(_ type: RecordType<FileInputArray>) -> ValueType<[FileInputArray]> {
    .unordered(.record(type)).uniqueNames("name", \.name)
  }

  private static func common(_ description: ClosedRange<Int>) -> [Field<FileInput>] {
    [
      .optional(
        "name", \.name, .text(1...80, .oneLine), .identity, "3.1",
        "What the input is called, so that a job can refer to it."),
      .optional("description", \.description, .text(description), .other, "3.1", "For people."),
      .optional(
        "envKey", \.envKey, .text(1...Int.max, .environmentKey), .identity, "3.6",
        "A variable that holds the target path."),
      .optional(
        "sourceUrl", \.sourceUrl, .text(max: 4096, .oneLine), .identity, "3.4",
        "A path (relative to the manifest, or absolute) or a URL."),
      .optional(
        "targetPath", \.targetPath, .text(max: 4096, .oneLine), .identity, "3.3",
        "Where it lies in the input directory; `*` is the last part of the source.", default: "*"),
      .optional(
        "autoMountLocal", \.autoMountLocal, .boolean, .identity, "3.5",
        "Mount a tapislocal input into the container.", default: "true"),
      .optional(
        "notes", \.notes, .freeMapping, .other, "3.1", "Anything, kept for other programs."),
    ]
  }

  private static func commonOfArrays(_ description: ClosedRange<Int>) -> [Field<FileInputArray>] {
    [
      .optional(
        "name", \.name, .text(1...80, .oneLine), .identity, "3.7",
        "What the inputs are called, so that a job can refer to them."),
      .optional("description", \.description, .text(description), .other, "3.7", "For people."),
      .optional(
        "envKey", \.envKey, .text(1...Int.max, .environmentKey), .identity, "3.6",
        "A variable that holds the target directory."),
      .optional(
        "sourceUrls", \.sourceUrls, .list(.text(max: 4096, .oneLine)).distinct(), .identity,
        "3.7",
        "Paths or URLs, one file or directory each."),
      .optional(
        "targetDir", \.targetDir, .text(max: 4096, .oneLine), .identity, "3.7",
        "Where they lie in the input directory.", default: "the input directory itself"),
      .optional(
        "notes", \.notes, .freeMapping, .other, "3.7", "Anything, kept for other programs."),
    ]
  }
}
