import KilimModel

extension StoreTransaction {
  /// The key of a text, which is stored only once.
  func documentID(_ text: String, for use: DocumentUse) throws(StoreError) -> Int64 {
    try documentID(Array(text.utf8), for: use)
  }

  func documentID(_ bytes: [UInt8], for use: DocumentUse) throws(StoreError) -> Int64 {
    if let recent = recentDocuments[use], recent.bytes == bytes { return recent.id }
    let digest = Array(Digest.of(bytes).bytes.prefix(16))
    let id: Int64
    if let stored = try storedDocument(digest) {
      id = stored
    } else {
      id = try insertDocument(digest, bytes)
    }
    recentDocuments[use] = RecentDocument(bytes: bytes, id: id)
    return id
  }

  private func storedDocument(_ digest: [UInt8]) throws(StoreError) -> Int64? {
    let select = try prepare("SELECT id FROM documents WHERE digest = ?")
    select.bind(1, digest)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.integer(0)
  }

  private func insertDocument(_ digest: [UInt8], _ bytes: [UInt8]) throws(StoreError) -> Int64 {
    let insert = try prepare("INSERT INTO documents (digest, text) VALUES (?, ?)")
    insert.bind(1, digest)
    bytes.withUnsafeBufferPointer { insert.bind(2, text: $0) }
    try insert.run()
    return database.lastInsertedRowID
  }

  /// The key of a source, which is stored only once.
  func sourceID(_ source: DefinitionSource?) throws(StoreError) -> Int64? {
    guard let source else { return nil }
    if let recent = recentSource, recent.source.file == source.file,
      recent.source.directory == source.directory
    {
      return recent.id
    }
    // Looked for first: what is applied again writes nothing.
    let id: Int64
    if let stored = try storedSource(source) {
      id = stored
    } else {
      id = try insertSource(source)
    }
    recentSource = (source, id)
    return id
  }

  private func storedSource(_ source: DefinitionSource) throws(StoreError) -> Int64? {
    let select = try prepare("SELECT id FROM sources WHERE file = ? AND directory = ?")
    select.bind(1, source.file)
    select.bind(2, source.directory)
    guard try select.step() else { return nil }
    defer { select.reset() }
    return select.integer(0)
  }

  private func insertSource(_ source: DefinitionSource) throws(StoreError) -> Int64 {
    let insert = try prepare("INSERT INTO sources (file, directory) VALUES (?, ?)")
    insert.bind(1, source.file)
    insert.bind(2, source.directory)
    try insert.run()
    return database.lastInsertedRowID
  }
}
