import KilimModel
import Testing

@testable import KilimManifest

struct ConstraintVerdictTests {
  @Test(arguments: [
    "memoryGB = 64", "memoryGB=64", "memoryGB <> 128", "memoryGB != 128", "memoryGB < 65",
    "memoryGB <= 64", "memoryGB > 63", "memoryGB >= 64", "memoryGB >= 63.5", "memoryGB < 1e9",
    "memoryGB = '64'", "load > .5", "load = 0.750", "load > -1", "memoryGB BETWEEN 64 AND 128",
    "memoryGB between 1 and 64", "memoryGB NOT BETWEEN 65 AND 128", "memoryGB IN (32, 64)",
    "memoryGB not in (1,2,3)", "Type = 'Slurm'", "Type = \"Slurm\"", "Type <> 'PBS'",
    "Type LIKE 'Sl%'", "Type LIKE '%urm'", "Type LIKE 'S_u_m'", "Type LIKE '%'",
    "Type NOT LIKE 'P%'", "Type IN ('PBS', 'Slurm')", "Type >= 'S'", "Type BETWEEN 'A' AND 'Z'",
    "gpu", "NOT fpga", "gpu = TRUE", "gpu = true", "fpga = False", "gpu <> false", "gpu IN (TRUE)",
    "gpu = 'TRUE'", "MPI = 'mpich'", "MPI = 'openmpi' AND MPI = 'mpich'", "MPI <> 'mvapich'",
    "since > '2024'", "since < '2024-06-01'", "since BETWEEN '2024-01-01' AND '2024-12-31'",
    "size > 9", "size = '10'", "label = 'blue'", "HARDWARE.memoryGB = 64", "hardware.memoryGB = 64",
    "HARDWARE.node.cores = 48", "HARDWARE.cores = 48", "python3.11 = 'yes'",
    "SOFTWARE.python3.11 = 'yes'", "size = 10 AND label = 'blue'", "size = 9 OR label = 'blue'",
    "size = 10 OR nothing = 1", "nothing = 1 OR size = 10", "NOT (size = 9)", "NOT NOT size = 10",
    "NOT size = 9 AND label = 'blue'", "size = 9 AND size = 8 OR label = 'blue'",
    "label = 'blue' OR size = 9 AND size = 8", "(size = 10)", "((size = 10) AND (gpu))",
    "NOT (size = 9 OR label = 'red')", "NOT (size = 9 AND nothing = 1)",
    "\tsize\n=\r\n10 ", "label = 'blue' and Not fpga", "size IN ('x', 10)", "label <> 'it''s'",
    "vacant = 'x' OR gpu",
  ])
  func `takes a system that matches`(text: String) {
    #expect(ConstraintBench.reason(text) == nil)
  }

  static let failing: [(String, String)] = [
    ("memoryGB >= 128", "memoryGB is 64, not >= 128"),
    ("memoryGB <> 64", "memoryGB is 64, and <> 64 is asked for"),
    ("NOT memoryGB = 64", "memoryGB is 64, and <> 64 is asked for"),
    ("NOT memoryGB <> 65", "memoryGB is 64, not = 65"),
    ("NOT memoryGB >= 10", "memoryGB is 64, and NOT >= 10 is asked for"),
    ("memoryGB IN (1, 2, 3, 4, 5, 6)", "memoryGB is 64, not IN (1, 2, 3, 4, 5, ...)"),
    ("memoryGB NOT IN (64)", "memoryGB is 64, and NOT IN (64) is asked for"),
    ("memoryGB BETWEEN 1 AND 5", "memoryGB is 64, not BETWEEN 1 AND 5"),
    ("Type LIKE 'P%'", "Type is Slurm, not LIKE 'P%'"),
    ("Type = 'slurm'", "Type is Slurm, not = 'slurm'"),
    ("accelerator = 'a100'", "it has no capability accelerator"),
    ("memoryGb = 64", "it has no capability memoryGb (but memoryGB)"),
    ("SOFTWARE.memoryGB = 64", "it has no capability SOFTWARE.memoryGB"),
    ("HARDWARE.rack.cores = 48", "it has no capability HARDWARE.rack.cores"),
    ("NOT nothing = 1", "it has no capability nothing"),
    ("nothing <> 1", "it has no capability nothing"),
    ("nothing NOT IN (1)", "it has no capability nothing"),
    ("vacant = 'x'", "vacant has no value"), ("vacant", "vacant has no value"),
    ("words > 5", "words is many, of type INTEGER, and cannot be compared by > 5"),
    ("memoryGB > 'much'", "memoryGB is 64, of type INTEGER, and cannot be compared by > 'much'"),
    ("Type < 5", "Type is Slurm, of type STRING, and cannot be compared by < 5"),
    ("NOT Type < 5", "Type is Slurm, of type STRING, and cannot be compared by NOT < 5"),
    ("gpu > TRUE", "gpu is true, of type BOOLEAN, and cannot be compared by > TRUE"),
    (
      "since > 2024",
      "since is 2024-05-01T00:00:00Z, of type TIMESTAMP, and cannot be compared by > 2024"
    ),
    ("label", "label is blue, and cannot be compared by = TRUE"),
    ("fpga", "fpga is false, not = TRUE"),
    ("Type = 5", "Type is Slurm, not = 5"),
    ("MPI = 'impi'", "MPI is openmpi, mpich, not = 'impi'"),
    ("MPI <> 'mpich'", "MPI is openmpi, mpich, and <> 'mpich' is asked for"),
    ("size = 10 AND memoryGB >= 128 AND label = 'red'", "memoryGB is 64, not >= 128"),
    ("nothing = 1 AND size = 9", "it has no capability nothing"),
    ("size = 9 OR label = 'red'", "size is 10, not = 9, and label is blue, not = 'red'"),
    ("NOT (size = 10 OR nothing = 1)", "size is 10, and <> 10 is asked for"),
    (
      "NOT (size = 10 AND label = 'blue')",
      "size is 10, and <> 10 is asked for, and label is blue, and <> 'blue' is asked for"
    ),
    (
      "NOT (size = 10 AND nothing = 1)",
      "size is 10, and <> 10 is asked for, and it has no capability nothing"
    ),
    (
      "size = 1 OR size = 2 OR size = 3 OR size = 4",
      "size is 10, not = 1, and size is 10, not = 2, and size is 10, not = 3"
    ),
  ]

  @Test(arguments: failing)
  func `says why a system does not match`(text: String, reason: String) {
    #expect(ConstraintBench.reason(text) == reason)
  }

  @Test(arguments: [
    ("a%c", "abc", true), ("a%c", "ac", true), ("a%c", "abd", false), ("%", "", true),
    ("", "", true), ("", "a", false), ("_", "", false), ("_", "é", true), ("%a%a%", "banana", true),
    ("%ab", "aab", true), ("%ab_", "abab", false), ("a_%", "a", false), ("%%%x", "x", true),
  ])
  func `matches a pattern of LIKE as SQL does`(pattern: String, text: String, expected: Bool) throws
  {
    #expect(try #require(LikePattern(pattern)).matches(text) == expected)
  }

  @Test func `compares large whole numbers exactly`() throws {
    let systems = ConstraintBench.capabilities(["bytes#INTEGER": "9007199254740993"])
    let exact = try ConstraintExpression("bytes = 9007199254740993")
    let near = try ConstraintExpression("bytes > 9007199254740992")
    let other = try ConstraintExpression("bytes = 9007199254740992")
    #expect(exact.verdict(on: systems) == .matches && near.verdict(on: systems) == .matches)
    #expect(other.verdict(on: systems) != .matches)
  }
}
