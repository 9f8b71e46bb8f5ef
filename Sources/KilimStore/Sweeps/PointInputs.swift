/// Digests of the inputs that a point does not share with the others, as they were when its run was
/// asked for. Only sweeps have rows whose points read different files beside the manifest.
extension StoreReader {
  /// By position, 16 bytes each.
  package func pointInputs(of sweep: ObjectID) throws(StoreError) -> [Int: [UInt8]] {
    let select = try prepare("SELECT position, digest FROM point_inputs WHERE sweep = ?")
    select.bind(1, sweep.rawValue)
    defer { select.reset() }
    var digests: [Int: [UInt8]] = [:]
    while try select.step() { digests[select.count(0)] = select.bytes(1) }
    return digests
  }
}

extension StoreReader {
  /// Whether points of a sweep have inputs of their own.
  func hasPointInputs(_ sweep: ObjectID) throws(StoreError) -> Bool {
    let select = try prepare("SELECT EXISTS (SELECT 1 FROM point_inputs WHERE sweep = ?)")
    select.bind(1, sweep.rawValue)
    guard try select.step() else { return false }
    defer { select.reset() }
    return select.flag(0)
  }

  /// Nil for a point without inputs of its own.
  func pointInputs(of sweep: ObjectID, _ position: Int) throws(StoreError) -> [UInt8]? {
    let select = try prepare("SELECT digest FROM point_inputs WHERE sweep = ? AND position = ?")
    select.bind(1, sweep.rawValue)
    select.bind(2, position)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.bytes(0)
  }
}

extension StoreTransaction {
  /// - Parameter digest: 16 bytes.
  package func setPointInputs(
    _ sweep: ObjectID, _ position: Int, _ digest: [UInt8]
  ) throws(StoreError) {
    let put = try prepare(
      "INSERT OR REPLACE INTO point_inputs (sweep, position, digest) VALUES (?, ?, ?)")
    put.bind(1, sweep.rawValue)
    put.bind(2, position)
    put.bind(3, digest)
    try put.run()
  }
}
