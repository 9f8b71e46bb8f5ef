import KilimModel
import KilimTestSupport

/// A run as `kilim get runs -o json` shows it (product, section 11).
struct RunView: CustomStringConvertible {
  let json: JSONValue

  /// `digits-k3#2`.
  var name: String { json["metadata"]?["name"]?.string ?? "" }
  /// `digits-k3`.
  var job: String { String(name.prefix { $0 != "#" }) }
  var number: Int { Int(name.split(separator: "#").last ?? "") ?? 0 }
  var uuid: String { json["metadata"]?["uuid"]?.string ?? "" }
  var status: String { json["status"]?["status"]?.string ?? "" }
  var condition: String { json["status"]?["condition"]?.string ?? "" }
  var message: String { json["status"]?["message"]?.string ?? "" }
  var exitCode: Int? { json["status"]?["exitCode"]?.integer }
  var workDirectory: String { json["status"]?["workDir"]?.string ?? "" }
  var outputDirectory: String { json["status"]?["outputDir"]?.string ?? "" }
  var archiveDirectory: String { json["status"]?["archive"]?["dir"]?.string ?? "" }

  var description: String { json.text }
}

extension JSONValue {
  var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return Int(value)
  }

  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  var items: [JSONValue] {
    guard case .array(let values) = self else { return [] }
    return values
  }
}

extension Sandbox {
  /// All runs.
  func runs() throws -> [RunView] {
    let result = try run("get", "runs", "-o", "json")
    guard result.exitCode == 0 else { throw TestFailure("get runs: \(result)") }
    return (try json(result)["items"]?.items ?? []).map(RunView.init)
  }

  /// The newest run of a job.
  func latest(_ job: String) throws -> RunView {
    let candidates = try runs().filter { $0.job == job }
    guard let newest = candidates.max(by: { $0.number < $1.number }) else {
      throw TestFailure("there is no run of \(job)")
    }
    return newest
  }

  func json(_ result: ProcessResult) throws(TestFailure) -> JSONValue {
    do { return try JSONValue(reading: result.output) } catch {
      throw TestFailure("not JSON, \(error.message) at byte \(error.offset): \(result)")
    }
  }
}
