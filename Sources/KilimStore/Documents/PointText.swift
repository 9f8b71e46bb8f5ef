import KilimModel

/// The plan of one point, made of its sweep's template: uuid, times, position and values filled in.
///
/// A stored template is a line with the names of the parameters (a JSON array) and the plan as JSON;
/// `PointMark` says what stands in the places of values. A value is literal: it is written as the
/// inside of a JSON text, and nothing looks at it again.
struct PointText {
  private let head: PlanTemplate.Fixed
  private let position: [UInt8]
  private let values: PointValues

  /// Nil for values that are no JSON object.
  init?(uuid: RunUUID, created: Timestamp, position: Int, values: String) {
    guard let values = PointValues(values) else { return nil }
    self.values = values
    head = PlanTemplate.Fixed(uuid: uuid, created: created)
    self.position = Array(String(position).utf8)
  }

  /// Nil for bytes that are no template.
  func filled(into template: UnsafeBufferPointer<UInt8>) -> String? {
    guard let end = template.firstIndex(of: UInt8(ascii: "\n")),
      let names = Self.names(template[..<end])
    else { return nil }
    let body = UnsafeBufferPointer(rebasing: template[(end + 1)...])
    var plan: [UInt8] = []
    plan.reserveCapacity(body.count + 512)
    var index = 0
    var copied = 0
    var isAbsent = false
    while index < body.count {
      let byte = body[index]
      if byte < 8, let text = head.bytes(of: byte) {
        plan.append(contentsOf: body[copied..<index])
        plan.append(contentsOf: text)
        index += 1
        copied = index
      } else if byte == PointMark.lead, let mark = PointMark.number(in: body, at: index) {
        plan.append(contentsOf: body[copied..<index])
        index += 4
        switch PointMark.frame(ofNumber: mark) {
        case .argumentStart?:
          isAbsent = isAbsentArgument(in: body, from: index, names)
          if isAbsent { plan.append(contentsOf: PointMark.absentStart.utf8) }
        case .argumentEnd?:
          if isAbsent { plan.append(contentsOf: PointMark.absentEnd.utf8) }
          isAbsent = false
        case .absentStart?, .absentEnd?: break
        case nil: append(mark, names, to: &plan)
        }
        copied = index
      } else {
        index += 1
      }
    }
    plan.append(contentsOf: body[copied...])
    return String(decoding: plan, as: UTF8.self)
  }

  /// Whether the point has none of the parameters of the argument that begins at an index.
  private func isAbsentArgument(
    in body: UnsafeBufferPointer<UInt8>, from start: Int, _ names: [[UInt8]]
  ) -> Bool {
    var index = start
    while index < body.count {
      guard body[index] == PointMark.lead, let mark = PointMark.number(in: body, at: index) else {
        index += 1
        continue
      }
      if PointMark.frame(ofNumber: mark) != nil { return true }
      guard mark > 0, mark <= names.count, !values.has(names[mark - 1]) else { return false }
      index += 4
    }
    return false
  }

  private func append(_ mark: Int, _ names: [[UInt8]], to plan: inout [UInt8]) {
    guard mark > 0 else { return plan.append(contentsOf: position) }
    guard mark <= names.count else { return }
    values.appendInside(of: names[mark - 1], to: &plan)
  }

  private static func names(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> [[UInt8]]? {
    guard let value = try? JSONValue(reading: String(decoding: line, as: UTF8.self)) else {
      return nil
    }
    return value.items?.compactMap { $0.plainText.map { Array($0.utf8) } }
  }
}
