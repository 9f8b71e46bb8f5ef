/// One text to read.
package struct SourceFile: Sendable, Hashable {
  /// As diagnostics show it: `jobs/a.yaml`, `<stdin>`.
  package var name: String
  /// The absolute directory against which relative paths in the text resolve.
  package var directory: String
  package var bytes: [UInt8]

  package init(name: String, directory: String, bytes: [UInt8]) {
    self.name = name
    self.directory = directory
    self.bytes = bytes
  }
}
