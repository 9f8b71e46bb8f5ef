import KilimModel
import Testing

@testable import KilimManifest

struct DeclarationTests {
  private func facts<Record>(_ type: RecordType<Record>) -> [(name: String, isComplete: Bool)] {
    type.fields.map { field in
      let isComplete =
        !field.documentation.isEmpty && field.documentation.hasSuffix(".") && !field.origin.isEmpty
        && !field.summary.isEmpty
      return (field.name, isComplete)
    }
  }

  @Test func `every field is documented`() {
    let all =
      facts(JobDeclaration.type) + facts(AppDeclaration.type) + facts(SystemDeclaration.type)
      + facts(JobAttributesDeclaration.inApp) + facts(ArgumentDeclaration.inApp)
    #expect(all.filter { !$0.isComplete }.map(\.name) == [])
  }

  @Test func `field names are unique and few enough for a bit set`() {
    for names in [
      JobDeclaration.type.fields.map(\.name), AppDeclaration.type.fields.map(\.name),
      SystemDeclaration.type.fields.map(\.name),
    ] {
      #expect(Set(names).count == names.count)
      #expect(names.count <= 64)
    }
  }

  @Test func `finds every field by its bytes and nothing else`() {
    let names = JobDeclaration.type.fields.map(\.name)
    let index = FieldIndex(names.enumerated().map { ($1, $0) })
    func find(_ name: String) -> Int? {
      Array(name.utf8).withUnsafeBufferPointer { index.number(of: $0) }
    }
    for (number, name) in names.enumerated() { #expect(find(name) == number) }
    for other in ["", "x", "appid", "appIdd", "nodecount"] { #expect(find(other) == nil) }
  }
}
