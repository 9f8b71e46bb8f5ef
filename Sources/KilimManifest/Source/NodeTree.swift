import Glibc
import KilimModel

/// All nodes of one source file, never changed once built, shared by its documents.
final class NodeTree: Sendable {
  let file: String
  let directory: String
  let nodes: [Node]
  /// The scalars' texts, one after the other, UTF-8.
  let text: [UInt8]

  init(file: String, directory: String, nodes: [Node], text: [UInt8]) {
    self.file = file
    self.directory = directory
    self.nodes = nodes
    self.text = text
  }

  /// The node that `index` stands for: an alias's target, else itself.
  func resolved(_ index: Int32) -> Int32 {
    let node = nodes[Int(index)]
    return node.kind == .alias ? node.first : index
  }

  func node(_ index: Int32) -> Node { nodes[Int(index)] }

  /// A scalar's bytes.
  func withBytes<Result>(
    of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let start = Int(node.first)
    return text.withUnsafeBufferPointer { all in
      body(UnsafeBufferPointer(rebasing: all[start..<start + Int(node.count)]))
    }
  }

  func string(_ node: Node) -> String {
    withBytes(of: node) { String(decoding: $0, as: UTF8.self) }
  }

  func span(_ index: Int32) -> SourceSpan {
    let node = nodes[Int(index)]
    return SourceSpan(
      file: file, line: Int(node.line), column: Int(node.column), endLine: Int(node.endLine),
      endColumn: Int(node.endColumn))
  }

  /// Whether a scalar says exactly `name`.
  func says(_ name: StaticString, _ index: Int32) -> Bool {
    let node = nodes[Int(resolved(index))]
    guard node.isScalar, Int(node.count) == name.utf8CodeUnitCount else { return false }
    return withBytes(of: node) { bytes in
      bytes.baseAddress.map { memcmp($0, name.utf8Start, bytes.count) == 0 } ?? true
    }
  }

  func says(_ name: String, _ index: Int32) -> Bool {
    let node = nodes[Int(resolved(index))]
    guard node.isScalar, Int(node.count) == name.utf8.count else { return false }
    return withBytes(of: node) { $0.elementsEqual(name.utf8) }
  }
}
