/// Why the state could not be read or written, in the user's words.
package enum StoreError: Error, Sendable, Hashable {
  /// Another process kept the state locked for longer than the busy time-out.
  case busy(path: String)
  /// The file system or the quota is full; the transaction was rolled back.
  case diskFull(path: String)
  case corrupt(path: String, detail: String)
  /// A newer Kilim wrote the state.
  case newerSchema(path: String, found: Int, supported: Int)
  case networkFileSystem(path: String, name: String, reason: String)
  case permission(path: String, detail: String)
  /// A value that the caller named is not there: `run 17`, `job/digits`.
  case notFound(String)
  /// The lease was taken over, so nothing may be written under it; the transaction was rolled back.
  case leaseLost(String)
  /// An event that the rules of a run's life do not allow: a fault of Kilim.
  case invalidTransition(run: String, detail: String)
  case other(path: String, detail: String)
}

extension StoreError {
  /// What went wrong, in one sentence without a final stop.
  package var message: String {
    switch self {
    case .busy(let path): "the state \(path) is locked by another process"
    case .diskFull(let path): "there is no space left for the state \(path); nothing was changed"
    case .corrupt(let path, let detail): "the state \(path) is damaged: \(detail)"
    case .newerSchema(let path, let found, let supported):
      "the state \(path) has format \(found), this kilim knows formats up to \(supported)"
    case .networkFileSystem(let path, let name, let reason):
      "the state cannot be kept in \(path), which is on \(name): \(reason)"
    case .permission(let path, let detail): "no access to the state \(path): \(detail)"
    case .notFound(let name): "there is no \(name)"
    case .leaseLost(let words): "another engine drives this state now: \(words)"
    case .invalidTransition(let run, let detail): "\(run) cannot take this step: \(detail)"
    case .other(let path, let detail): "the state \(path) could not be used: \(detail)"
    }
  }

  /// What to do about it; nil where there is nothing to advise.
  package var advice: String? {
    switch self {
    case .busy: "wait until the other kilim is done and try again"
    case .diskFull: "free some space, or set KILIM_STATE to a directory with space"
    case .corrupt: "run `kilim doctor`; restore the latest `kilim backup` if it cannot be repaired"
    case .newerSchema: "use the newer kilim that wrote it, or another KILIM_STATE"
    case .networkFileSystem:
      "set KILIM_STATE to a directory on a local disk, as in KILIM_STATE=/var/tmp/$USER/kilim"
    case .permission: "check owner and mode of the directory (0700) and its files (0600)"
    case .notFound, .leaseLost, .other: nil
    case .invalidTransition: "this is a fault of kilim; please report it with `kilim describe`"
    }
  }
}
