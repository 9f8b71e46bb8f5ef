import KilimModel

extension AttributeValidator {
  mutating func check(_ filter: ArchiveFilter) {
    for (field, patterns) in [("includes", filter.includes), ("excludes", filter.excludes)] {
      for (index, pattern) in patterns.enumerated() where !pattern.contains("${") {
        let path = "\(layer.prefix).parameterSet.archiveFilter.\(field)[\(index)]"
        add(Self.mistakes(inPattern: pattern, layer, path: path))
      }
    }
  }

  /// What is wrong with a pattern whose macros are filled in.
  static func mistakes(inPattern text: String, _ layer: Layer, path: String) -> [Mistake] {
    do throws(PathPatternError) {
      let pattern = try PathPattern(text)
      guard let reason = pattern.impossibility else { return [] }
      return [
        Mistake(
          layer, .patternNeverMatches, "the pattern `\(text)` can never match: \(reason)",
          hint: "patterns are relative to the output directory", path: path)
      ]
    } catch {
      var mistake = Mistake(
        layer, .invalidPattern, "the pattern `\(text)` is wrong: \(error.message)",
        hint: "write a glob such as `**/*.csv`, or `REGEX:` and a regular expression", path: path)
      mistake.diagnostic.part = String(
        String.UnicodeScalarView(text.unicodeScalars.dropFirst(error.offset)))
      return [mistake]
    }
  }

  /// What macros make of a log's name is looked at with the directories.
  mutating func check(_ logs: LogConfig) {
    for (field, name) in [
      ("stdoutFilename", logs.stdoutFilename), ("stderrFilename", logs.stderrFilename),
    ] {
      guard let character = name.first(where: { "&><|;`".contains($0) }) else { continue }
      add(
        .forbiddenCharacter, "`\(character)` cannot stand in the name of a log",
        hint: "use letters, digits, `.`, `-` and `_`, as in `tapisjob.out`",
        path: "\(layer.prefix).parameterSet.logConfig.\(field)")
    }
    for (field, name) in [
      ("stdoutFilename", logs.stdoutFilename), ("stderrFilename", logs.stderrFilename),
    ] where ["tapisjob.sh", "tapisjob.env", "tapisjob.exitcode"].contains(name) {
      add(
        .invalidPath, "`\(name)` is the name of a file that Kilim writes",
        hint: "choose another name for the log",
        path: "\(layer.prefix).parameterSet.logConfig.\(field)")
    }
  }

  mutating func check(_ subscriptions: [Subscription]) {
    for (number, subscription) in subscriptions.enumerated() {
      for (index, target) in subscription.deliveryTargets.enumerated() {
        let address = target.deliveryAddress
        let isWeb = target.deliveryMethod == .webhook
        let isGood =
          isWeb
          ? NotificationAddress.isWeb(address)
          : NotificationAddress.isMail(NotificationAddress.plain(address))
        // One that is empty was reported as such, or as missing.
        guard !isGood, !address.isEmpty else { continue }
        add(
          .invalidAddress,
          isWeb
            ? "`\(address)` is no http or https URL, which the `deliveryMethod` WEBHOOK needs"
            : "`\(address)` is no mail address, which the `deliveryMethod` EMAIL needs",
          hint: isWeb ? "write `https://host/path`" : "write `name@host`",
          path: "\(layer.prefix).subscriptions[\(number)].deliveryTargets[\(index)].deliveryAddress"
        )
      }
    }
  }

  mutating func check(_ notifications: [Notification]) {
    for (index, notification) in notifications.enumerated() {
      let path = "spec.notifications[\(index)]"
      if NotificationAddress.method(of: notification.url) == nil {
        add(
          .invalidAddress, "`\(notification.url)` is neither a mail address nor an http(s) URL",
          hint: "write `name@host` or `https://host/path`", path: path + ".url")
      }
      let event = notification.event
      guard event != "*", RunStatus(name: event.uppercased()) == nil else { continue }
      let names = RunStatus.allCases.map(\.name)
      add(
        .unknownValue, "there is no status `\(event)`",
        hint: Spelling.nearest(to: event, among: names).map { "did you mean `\($0)`?" }
          ?? "`*` for all, or one of: \(names.joined(separator: ", "))",
        path: path + ".event")
    }
  }
}
