import Testing

@testable import KilimController

struct DeliveryPolicyTests {
  @Test(
    arguments: [
      (0, nil, 1), (1, nil, 1), (2, nil, 2), (3, nil, 5), (4, nil, 20), (5, nil, 60), (6, nil, 300),
      (7, nil, 600), (1000, nil, 600), (1, 30, 30), (7, 30, 600), (1, -5, 1),
    ] as [(Int, Int?, Int64)])
  func `waits longer after each try and at least as long as it was asked to`(
    number: Int, asked: Int?, pause: Int64
  ) {
    #expect(DeliveryPolicy.pauseSeconds(afterTry: number, askedFor: asked) == pause)
  }
}
