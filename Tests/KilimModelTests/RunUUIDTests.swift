import KilimModel
import Testing

@Suite struct RunUUIDTests {
  @Test func `has the form of Tapis`() throws {
    let uuid = try #require(RunUUID(random: Array(repeating: 0xFF, count: 16)))
    #expect(uuid.description == "ffffffff-ffff-4fff-bfff-ffffffffffff-007")
    #expect(RunUUID(uuid.description) == uuid)
    #expect(RunUUID(bytes: uuid.bytes) == uuid)
  }

  @Test(arguments: [
    "", "ffffffff-ffff-4fff-bfff-ffffffffffff", "ffffffff-ffff-4fff-bfff-fffffffffff-007",
    "gfffffff-ffff-4fff-bfff-ffffffffffff-007", "ffffffff-ffff-4fff-bfff-ffffffffffff-008",
    "ffffffff-ffff-4fff-bfff-ffffffffffffff-007", "+fffffff-ffff-4fff-bfff-ffffffffffff-007",
  ])
  func `refuses another form`(text: String) {
    #expect(RunUUID(text) == nil)
  }

  @Test func `needs 16 bytes`() {
    #expect(RunUUID(random: [1, 2, 3]) == nil)
    #expect(RunUUID(bytes: []) == nil)
  }
}
