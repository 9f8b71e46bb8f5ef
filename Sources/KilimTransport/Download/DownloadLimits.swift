/// How patient a download is.
package struct DownloadLimits: Sendable, Hashable {
  package var connectMilliseconds = 10_000
  /// A transfer slower than a byte per second for this long is given up.
  package var stallSeconds = 60
  package var redirects = 10
  /// Tries in all; only temporary failures are tried again.
  package var attempts = 3
  /// The wait before the second try; doubled for each further one.
  package var backoffMilliseconds = 1_000
  package init() {}
}
