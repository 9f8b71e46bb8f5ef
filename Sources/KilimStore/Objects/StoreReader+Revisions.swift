package import KilimModel

extension StoreReader {
  /// All accepted versions of a System or an App, oldest first; of other kinds those that newer ones
  /// have replaced.
  package func revisions(of name: ResourceName) throws(StoreError) -> [RevisionRecord] {
    let select = try prepare(
      """
      SELECT v.revision, d.text, d.digest, s.file, v.source_line, s.directory, v.created
      FROM objects o JOIN revisions v ON v.object = o.id JOIN documents d ON d.id = v.spec
      LEFT JOIN sources s ON s.id = v.source
      WHERE o.kind = ? AND o.name = ? ORDER BY v.revision
      """)
    select.bind(1, name.kind.storedCode)
    select.bind(2, name.name)
    defer { select.reset() }
    var records: [RevisionRecord] = []
    while try select.step() {
      records.append(
        RevisionRecord(
          revision: select.count(0), spec: select.text(1), specDigest: select.bytes(2),
          source: source(select, file: 3), created: select.time(6)))
    }
    return records
  }
}
