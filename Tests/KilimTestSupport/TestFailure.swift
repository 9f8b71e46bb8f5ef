/// The test's own surroundings failed: a file, a process, a folder.
package struct TestFailure: Error, CustomStringConvertible {
  package var description: String
  package init(_ description: String) { self.description = description }
}
