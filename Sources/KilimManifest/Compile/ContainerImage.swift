import KilimModel

/// What a `containerImage` of a container runtime is, by its form alone.
enum ContainerImage: Hashable {
  /// As the runtime takes it: a name in a registry, with its scheme for Apptainer.
  case registry(String)
  /// An image file or directory on the exec system.
  case file(String)
  /// A file beside the manifest.
  case relativeFile(String)

  /// Why a text is no image for a runtime.
  struct Refusal: Error, Hashable {
    var code: DiagnosticCode
    var message: String
    var hint: String
  }

  /// Tapis reference, section 7. Beyond it, `docker://NAME` is a name for Docker and Podman too, and
  /// `oras://` an address for Apptainer.
  static func read(_ text: String, for runtime: Runtime) throws(Refusal) -> ContainerImage {
    let (scheme, rest) = parts(of: text)
    return runtime.isApptainer
      ? try apptainer(text, scheme, rest) : try docker(text, scheme, rest, runtime)
  }

  /// Before and after `://`.
  private static func parts(of text: String) -> (scheme: String?, rest: String) {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
      return (nil, text)
    }
    return (text[..<colon].lowercased(), String(text[colon...].dropFirst(3)))
  }

  private static func docker(
    _ text: String, _ scheme: String?, _ rest: String, _ runtime: Runtime
  ) throws(Refusal) -> ContainerImage {
    guard scheme == nil || scheme == "docker" else {
      throw Refusal(
        code: .impossibleCombination,
        message: "\(runtime.rawValue) takes images from registries only, not `\(text)`",
        hint: "name one as `registry.example.org/team/tool:1.0`, or write `runtime: APPTAINER`")
    }
    if rest.hasPrefix("/") || rest.hasPrefix(".") || rest.hasSuffix(".sif") {
      throw Refusal(
        code: .impossibleCombination,
        message: "\(runtime.rawValue) takes the name of an image, not the path `\(text)`",
        hint: "name one as `python:3.12-slim`; image files belong to `runtime: APPTAINER`")
    }
    try check(rest)
    return .registry(rest)
  }

  private static func apptainer(
    _ text: String, _ scheme: String?, _ rest: String
  ) throws(Refusal) -> ContainerImage {
    switch scheme {
    case "docker":
      try check(rest)
      return .registry("docker://" + rest)
    case "library", "shub", "oras":
      guard !rest.isEmpty else { throw unnamed(text) }
      return .registry(text)
    case nil: return text.hasPrefix("/") ? .file(text) : .relativeFile(text)
    case .some(let other):
      throw Refusal(
        code: .unsupportedSource, message: "images cannot come from `\(other):`",
        hint:
          "write `docker://NAME`, `library://NAME`, `shub://NAME`, `oras://NAME`, or the path of a `.sif` file"
      )
    }
  }

  private static func check(_ name: String) throws(Refusal) {
    guard let problem = ImageName.problem(in: name) else { return }
    throw Refusal(
      code: .invalidText, message: "`\(name)` is no name of an image: \(problem)",
      hint: ImageName.suggestion(for: name).map { "did you mean `\($0)`?" }
        ?? "write it as `python:3.12-slim` or `registry.example.org:5000/team/tool:1.0`")
  }

  private static func unnamed(_ text: String) -> Refusal {
    Refusal(
      code: .invalidText, message: "`\(text)` names no image", hint: "write the name after `://`")
  }
}

/// The names of images in registries, by the grammar of the OCI distribution's references:
/// `[domain[:port]/]path[:tag][@digest]`.
enum ImageName {
  /// What is wrong with a name; nil for nothing.
  static func problem(in name: String) -> String? {
    guard name.utf8.count <= 255 + 256 else { return "it is too long" }
    var rest = Substring(name)
    if let at = rest.firstIndex(of: "@") {
      guard isDigest(rest[rest.index(after: at)...]) else {
        return "after `@` stands a digest, as `sha256:` and 64 hexadecimal digits"
      }
      rest = rest[..<at]
    }
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
      guard isTag(rest[rest.index(after: colon)...]) else {
        return "a tag is of letters, digits, `_`, `.` and `-`, at most 128"
      }
      rest = rest[..<colon]
    }
    let segments = rest.split(separator: "/", omittingEmptySubsequences: false)
    let path = segments.count > 1 && isDomain(segments[0]) ? segments.dropFirst() : segments[...]
    guard !path.isEmpty, path.allSatisfy({ !$0.isEmpty }) else { return "a part of it is empty" }
    if path.contains(where: { $0.utf8.contains { isUpper($0) } }) {
      return "it has capital letters"
    }
    return path.allSatisfy(isComponent)
      ? nil : "its parts are of small letters and digits, with `.`, `_`, `__` and `-` between them"
  }

  /// The name without capital letters in its path, if that is a name.
  static func suggestion(for name: String) -> String? {
    let end = name.lastIndex(of: ":") ?? name.endIndex
    let lowered = name[..<end].lowercased() + name[end...]
    return lowered != name && problem(in: lowered) == nil ? lowered : nil
  }

  /// A first part with a dot or a port, or `localhost`, is a registry.
  private static func isDomain(_ text: Substring) -> Bool {
    guard text == "localhost" || text.contains(where: { ".:".contains($0) }) else { return false }
    return !text.isEmpty
      && text.utf8.allSatisfy {
        isLower($0) || isUpper($0) || isDigit($0) || ".:-".utf8.contains($0)
      }
  }

  private static func isComponent(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last,
      isLower(first) || isDigit(first), isLower(last) || isDigit(last)
    else { return false }
    var separator = ""
    for byte in text.utf8 {
      if isLower(byte) || isDigit(byte) {
        guard separator.allSatisfy({ $0 == "-" }) || [".", "_", "__"].contains(separator) else {
          return false
        }
        separator = ""
      } else {
        guard "._-".utf8.contains(byte) else { return false }
        separator.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return true
  }

  private static func isTag(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-"),
      text.utf8.count <= 128
    else { return false }
    return text.utf8.allSatisfy {
      isLower($0) || isUpper($0) || isDigit($0) || "_.-".utf8.contains($0)
    }
  }

  private static func isDigest(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].utf8.count >= 32
      && parts[1].utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
  }

  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
