import KilimLaunch
import KilimStore

extension FreshRun {
  /// With a uuid and a token of its own, made now.
  init(_ surroundings: Surroundings) {
    let now = surroundings.now()
    self.init(
      uuid: surroundings.freshUUID(), token: LaunchToken.fresh(now: now).bytes, created: now)
  }
}
