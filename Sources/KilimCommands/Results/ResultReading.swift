import KilimController
import KilimModel
import KilimReport
import KilimTransport

/// Reads results out of the files that runs left, and keeps what could not be read.
struct ResultReading {
  /// Results are read from files of at most so many bytes.
  private static let largestFile = 64 << 20

  let fields: [ResultField]
  private let extractions: [ResultExtraction]
  private var firstProblems: [String] = []
  private var problemCount = 0

  init(_ fields: [ResultField]) throws(CommandFailure) {
    self.fields = fields
    extractions = try fields.map { field throws(CommandFailure) in
      do throws(ResultExtractionError) {
        return try ResultExtraction(field)
      } catch {
        throw CommandFailure(.failed, "the result `\(field.name)`: \(error.message)")
      }
    }
  }

  /// What could not be read, the first few.
  var problems: [String] {
    guard problemCount > firstProblems.count else { return firstProblems }
    let more = problemCount - firstProblems.count
    return firstProblems + ["\(more) more results could not be read"]
  }

  /// In the order of the fields; nil for what is not there.
  ///
  /// - Parameter name: whose results they are, for problems.
  mutating func results(
    of run: RunReport, as name: String, _ plane: ControlPlane
  ) throws(CommandFailure) -> [JSONValue?] {
    guard !fields.isEmpty else { return [] }
    let files = try RunFiles(report: run, plane)
    var values: [JSONValue?] = []
    for (field, extraction) in zip(fields, extractions) {
      values.append(result(field, extraction, of: name, files))
    }
    return values
  }

  private mutating func result(
    _ field: ResultField, _ extraction: ResultExtraction, of name: String, _ outputs: RunFiles
  ) -> JSONValue? {
    if let collected = outputs.report.collected {
      note("\(name): \(CollectionText.sentence(collected))")
      return nil
    }
    do throws(TransferError) {
      guard let bytes = try outputs.content(of: field.file, limit: Self.largestFile) else {
        note("\(name): there is no output `\(field.file)`")
        return nil
      }
      do throws(ResultExtractionError) {
        return try extraction.value(in: bytes)
      } catch {
        note("\(name): \(field.name) in `\(field.file)`: \(error.message)")
      }
    } catch {
      note("\(name): \(error.message)")
    }
    return nil
  }

  private mutating func note(_ problem: String) {
    problemCount += 1
    if firstProblems.count < 5 { firstProblems.append(problem) }
  }
}
