/// Module loads and hidden scheduler options of a site (Tapis reference, section 6.4).
package struct SchedulerProfileSpec: Sendable, Hashable {
  package var name: String?
  package var description: String?
  package var moduleLoads: [ModuleLoad] = []
  /// Options that the site's scheduler does not want to see.
  package var hiddenOptions: [HiddenOption] = []
  package init() {}
}

/// One command that loads modules, and what it loads: a line of the script for each module, or the
/// bare command when there are none.
package struct ModuleLoad: Sendable, Hashable {
  package var moduleLoadCommand = ""
  package var modulesToLoad: [String] = []
  package init() {}
}

package enum HiddenOption: String, Sendable, Hashable, CaseIterable {
  case memory = "MEM"
  case partition = "PARTITION"
}
