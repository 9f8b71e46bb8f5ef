import KilimLifecycle
import KilimModel

/// How a program ended, in words.
enum ExitText {
  /// `exit code 3`, `signal 9 (SIGKILL)`.
  static func phrase(_ end: ProgramEnd) -> String {
    switch end {
    case .exited(let code): "exit code \(code)"
    case .signalled(let signal): SignalName.text(signal)
    }
  }

  /// What an end usually means; nil where it means nothing beyond itself.
  static func meaning(_ end: ProgramEnd) -> String? {
    switch end {
    case .exited(126):
      "a program was found but could not be executed: check its execute permission and its first line"
    case .exited(127): "a command was not found: check the spelling and the job's PATH"
    case .exited(let code) where code > 128 && code <= 128 + 64:
      meaning(ofSignal: code - 128).map { "usually \(SignalName.text(code - 128)): \($0)" }
    case .signalled(let signal): meaning(ofSignal: signal)
    default: nil
    }
  }

  private static func meaning(ofSignal signal: Int32) -> String? {
    switch signal {
    case 4: "an instruction that this processor does not know: was it built for another machine?"
    case 6: "the program gave itself up (abort), often after a failed check"
    case 7: "access to memory that is not there, often a file that shrank while it was mapped"
    case 8: "a division by zero or another arithmetic fault"
    case 9:
      "somebody killed it, most often the kernel because memory ran out: see peak memory below and `dmesg`"
    case 11: "access to memory that does not belong to the program: a fault in it"
    case 13: "it wrote to a pipe that nobody reads"
    case 15: "somebody or the system asked it to end"
    case 24: "its CPU time limit was used up"
    case 25: "a file grew past the size limit"
    default: nil
    }
  }
}
