import KilimModel

extension PlannedInput {
  /// In the plan of a sweep's template: whether points read different files here.
  var variesByPoint: Bool { source.address.map(PointMark.isIn) ?? false }
}

extension PlannedInput.Source {
  /// A file or directory of this machine.
  var localPath: String? {
    switch self {
    case .path(let path), .inPlace(let path): path
    case .url, .remote: nil
    }
  }

  fileprivate var address: String? {
    switch self {
    case .path(let path), .inPlace(let path), .remote(_, let path): path
    case .url(let url): url
    }
  }
}
