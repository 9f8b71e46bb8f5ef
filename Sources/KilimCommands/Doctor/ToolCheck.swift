import Glibc

/// Looks for the programs and libraries that Kilim uses when they are needed.
struct ToolCheck {
  let searchPath: String

  func findings() -> [Finding] {
    [
      program("unzip", purpose: "ZIP archives of apps", package: "unzip"),
      program("tar", purpose: "tar archives of apps", package: "tar"), libcurl(),
    ]
  }

  private func program(_ name: String, purpose: String, package: String) -> Finding {
    let found = searchPath.split(separator: ":").map { "\($0)/\(name)" }.first {
      (path: String) in access(path, X_OK) == 0
    }
    guard let found else {
      return Finding(
        .warn, name, "not found; needed for \(purpose)", remedy: "apt-get install \(package)")
    }
    return Finding(.ok, name, found)
  }

  private func libcurl() -> Finding {
    for name in ["libcurl.so.4", "libcurl-gnutls.so.4"] {
      guard let library = dlopen(name, RTLD_LAZY | RTLD_LOCAL) else { continue }
      dlclose(library)
      return Finding(.ok, "libcurl", name)
    }
    return Finding(
      .warn, "libcurl", "not found; needed for downloads, mail and webhooks",
      remedy: "apt-get install libcurl4")
  }
}
