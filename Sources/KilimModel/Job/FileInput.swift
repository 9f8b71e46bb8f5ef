/// How an app's file input takes part in a job (Tapis reference, section 3.1).
package enum FileInputMode: String, Sendable, Hashable, CaseIterable {
  case optional = "OPTIONAL"
  case required = "REQUIRED"
  case fixed = "FIXED"
}

package struct FileInput: Sendable, Hashable {
  package var name: String?
  package var description: String?
  package var envKey: String?
  package var sourceUrl: String?
  package var targetPath: String?
  package var autoMountLocal: Bool?
  package var inputMode: FileInputMode?
  package var notes: JSONValue?
  package init() {}
}

package struct FileInputArray: Sendable, Hashable {
  package var name: String?
  package var description: String?
  package var envKey: String?
  package var sourceUrls: [String]?
  package var targetDir: String?
  package var inputMode: FileInputMode?
  package var notes: JSONValue?
  package init() {}
}
