extension ResourceName {
  /// The name of one point: `sweep/digits/17`.
  package func point(_ position: Int) -> ResourceName {
    ResourceName(kind, "\(name)/\(position)")
  }

  /// The sweep and the position that the name of a point says; nil for any other name.
  ///
  /// Names of steps are no numbers, so a number at the end is always a position.
  package var sweepPoint: (sweep: ResourceName, position: Int)? {
    guard kind == .sweep, let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let digits = name[name.utf8.index(after: slash)...]
    guard digits.utf8.first != UInt8(ascii: "0"),
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let position = Int(digits), position > 0
    else { return nil }
    return (ResourceName(.sweep, String(name[..<slash])), position)
  }
}
