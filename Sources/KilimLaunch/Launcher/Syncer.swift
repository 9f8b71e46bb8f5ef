import CSystem

/// Syncs the journal on a thread of its own, one request at a time.
final class Syncer {
  private let requests: Int32
  let answers: Int32
  private(set) var isBusy = false

  init?() {
    var requests: Int32 = -1
    var answers: Int32 = -1
    guard kilim_syncer_start(&requests, &answers) == 0 else { return nil }
    self.requests = requests
    self.answers = answers
  }

  /// Asks; `answers` becomes readable. A negative directory is not synced.
  func request(file: Int32, directory: Int32) {
    isBusy = kilim_syncer_request(requests, file, directory) == 0
  }

  /// The errno of the request, 0 for success; nil when there is no answer yet.
  func answer() -> Int32? {
    var failure: Int32 = 0
    guard kilim_syncer_answer(answers, &failure) == 1 else { return nil }
    isBusy = false
    return failure
  }
}
