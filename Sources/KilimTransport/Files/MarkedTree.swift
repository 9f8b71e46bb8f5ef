import Glibc

/// A file or directory that provably belongs to one owner: a step of its path has the owner's mark.
///
/// Links are followed only before that step, so whatever a program put there, nothing outside is
/// counted or removed.
package struct MarkedTree: Sendable, Hashable {
  package let path: String
  /// Where the step with the mark lies.
  private let base: String
  /// From the step with the mark on.
  private let steps: [String]

  /// Nil for a path that has no step with the mark, that is not absolute, or that goes back up.
  package init?(_ path: String, mark: String) {
    let all = Paths.steps(of: path).map { String($0) }
    guard path.utf8.first == UInt8(ascii: "/"), !mark.isEmpty,
      let first = all.firstIndex(where: { $0.hasBytes(of: mark) }),
      !all.contains(where: { $0 == ".." || $0 == "." })
    else { return nil }
    self.path = Paths.trimmed(path)
    base = "/" + all[..<first].joined(separator: "/")
    steps = Array(all[first...])
  }

  /// Whether it is another one or lies in it.
  package func isInside(_ other: MarkedTree) -> Bool { Paths.isInside(path, other.path) }

  /// The bytes of all files in it, without following links; what cannot be read is left out.
  package func byteCount() -> Int64 {
    guard let place = try? place(), let parent = place.last, let name = steps.last?.cName,
      let raw = try? parent.status(name)
    else { return 0 }
    return Self.bytes(of: name, raw, in: parent, depth: 0)
  }

  private static func bytes(
    of name: [CChar], _ raw: stat, in parent: DirectoryHandle, depth: Int
  ) -> Int64 {
    guard raw.st_mode & S_IFMT == S_IFDIR else { return raw.fileBytes }
    // As deep as there may be open directories; nobody nests results further.
    guard depth < TreeRemoval.depthLimit, let directory = try? DirectoryHandle(name, in: parent)
    else { return 0 }
    return ((try? directory.names()) ?? []).reduce(Int64(0)) { total, name in
      guard let raw = (try? directory.status(name)) ?? nil else { return total }
      return total + bytes(of: name, raw, in: directory, depth: depth + 1)
    }
  }

  /// Removes it with all that is in it, and the directories above it that have become empty, up to
  /// the step with the mark. Nothing there is fine. Links are removed, never followed, and other
  /// file systems are not entered.
  ///
  /// - Returns: the bytes of the files that were removed.
  package func remove() throws(TransferError) -> Int64 {
    try attempt("could not remove \(path)") { () throws(SystemCode) in
      guard let place = try place(), let parent = place.last, let name = steps.last?.cName else {
        return 0
      }
      var removal = TreeRemoval(in: parent)
      try removal.remove(name)
      for (directory, step) in zip(place, steps).dropLast().reversed() {
        // Somebody else's files may be there: those stay, and so does the directory.
        guard unlinkat(directory.descriptor, step.cName, AT_REMOVEDIR) == 0 else { break }
      }
      return removal.bytes
    }
  }

  /// The directories in which the steps lie, opened one after the other; nil when one is missing.
  private func place() throws(SystemCode) -> [DirectoryHandle]? {
    do throws(SystemCode) {
      var place = [try DirectoryHandle(base)]
      for step in steps.dropLast() {
        place.append(try DirectoryHandle(step.cName, in: place[place.count - 1]))
      }
      return place
    } catch {
      guard error.code == ENOENT else { throw error }
      return nil
    }
  }
}

extension stat {
  /// 0 for what is no file.
  var fileBytes: Int64 { st_mode & S_IFMT == S_IFREG ? Int64(st_size) : 0 }
}

extension String {
  /// As `contains`, by bytes: a hundred thousand paths are looked at.
  fileprivate func hasBytes(of other: String) -> Bool {
    let (bytes, wanted) = (Array(utf8), Array(other.utf8))
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains {
      bytes[$0] == wanted.first && bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }
}
