extension SweepSpec {
  /// The fields that ask for something this version does not do yet, by their paths; those of the
  /// template that a Job could not have either are `template.unsupportedFields`.
  package var unsupportedFields: [String] {
    // What the results are is read from the declaration itself.
    var fields = whole.unsupportedFields.filter { $0 != "spec.results" }
    // A message for the whole is not sent yet, and one for each point would be too many.
    for (job, place) in [(whole, "spec"), (template, "spec.template")] {
      if !job.attributes.subscriptions.isEmpty { fields.append("\(place).subscriptions") }
      if !job.notifications.isEmpty { fields.append("\(place).notifications") }
    }
    // These are of the sweep as a whole.
    if template.updatePolicy != nil { fields.append("spec.template.updatePolicy") }
    if template.budget != nil { fields.append("spec.template.budget") }
    if template.onPrune != nil { fields.append("spec.template.onPrune") }
    if packing == .pack { fields.append("spec.packing") }
    return fields
  }
}
