import KilimLifecycle
import KilimModel
import KilimStore

/// Why a step is where it is that is not to be applied now.
struct StepPosition {
  let index: Int
  let look: WorkflowLook
  let advance: WorkflowAdvance
  let reader: StoreReader

  private var workflow: ResourceName { look.record.name }

  var outlook: WhyReport.Outlook {
    get throws(StoreError) {
      let row = advance.row(index)
      switch advance.action(index) {
      case .skip: return .init(.skipped, row.reason ?? "a step that it needs did not end well")
      case .wait where row.state == .active: return try active
      case .wait: return waiting
      case .apply, .none: return ended(row)
      }
    }
  }

  private var waiting: WhyReport.Outlook {
    let needs = look.structure.steps[index].needs
    let open = needs.filter { !advance.row($0).state.hasEnded }.map {
      "`\(look.spec.steps[$0].name)`"
    }
    var reason = "it waits for \(open.joined(separator: ", "))"
    if look.rows[index].object != nil { reason += "; it runs again if what it takes has changed" }
    return .init(.waits, reason)
  }

  private var active: WhyReport.Outlook {
    get throws(StoreError) {
      let row = look.rows[index]
      guard let object = row.object else { return .init(.goesOn, "it is under way") }
      if object.updatePending {
        return .init(.waits, "its newer declaration waits behind its run")
      }
      guard object.name.kind == .job else {
        let state = try reader.wholeState(object.name)
        return .init(.goesOn, "it goes on: \(state?.message ?? "RUNNING")")
      }
      switch object.status {
      case .blocked?:
        return .init(.blocked, "its run is BLOCKED", command: "kilim describe \(object.name)")
      case .paused?:
        return .init(.suspended, "it is suspended", command: "kilim resume \(object.name)")
      default:
        return .init(.goesOn, "its run goes on (\((object.status ?? .pending).name))")
      }
    }
  }

  private func ended(_ row: StepRecord) -> WhyReport.Outlook {
    switch row.state {
    case .finished where row.reusedRun != nil && row.object?.run == nil:
      return .init(.takenOver, "a run of the same identity had its results already")
    case .finished: return .init(.unchanged, StepDecision.unchanged)
    case .skipped: return .init(.skipped, row.reason ?? "its `when` is false")
    case .cancelled:
      return .init(
        .cancelled, "it was cancelled, and runs only when asked for",
        command: "kilim retry \(workflow)")
    case .failed:
      return .init(
        .failed, row.reason ?? "it failed, and is repeated only when asked for",
        command: "kilim retry \(workflow)")
    case .waiting, .active: return .init(.waits, "it waits for its turn")
    }
  }
}
