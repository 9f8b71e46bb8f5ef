import ArgumentParser
import KilimController
import KilimModel
import KilimReport

/// Prints and draws what the points of a sweep, the runs of a job or the steps of a workflow came to.
struct ResultsCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: "Show results as a table, those of a sweep also as a picture.",
    discussion: """
      kilim results sweep/digits                                    a table
      kilim results sweep/digits -o csv                             for other programs
      kilim results sweep/digits --plot x=k,y=accuracy,by=metric >plot.svg
      kilim results sweep/digits -o html --plot x=k,y=accuracy >page.html
      kilim results job/best                                        of its newest run; job/best#2 of that one
      kilim results workflow/digits                                 a row a step

      The keys of --plot: x, y, by (one line each), z (the colour of a heat map), kind (line, scatter or \
      heatmap), logx, logy, logz, title, xlabel, ylabel, zlabel. Several points with the same x are drawn as \
      their mean with error bars.
      """)

  @Argument(help: "sweep/x, job/x (its newest run), job/x#2, workflow/x or a uuid; x is a sweep.")
  var name: String
  @Option(name: [.customShort("o"), .long], help: "text, csv, json or html.")
  var output: ResultFormat = .text
  @Option(help: "Draw instead: x=COLUMN,y=COLUMN,... as SVG; with `-o html` as a part of the page.")
  var plot: String?
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let (listing, title) = try listing(session, plane)
    let figure = try plot.map { (text) throws(CommandFailure) in try drawn(text, listing) }
    if let figure, output != .html {
      session.console.write(figure)
    } else {
      session.console.write(
        listing.table.text(
          output, listing.rows, title: title, figures: figure.map { [$0] } ?? []))
    }
    for problem in listing.problems { session.console.remark(problem) }
    return .done
  }

  private func listing(
    _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> (ResultListing, title: String) {
    let reference = try NameReference(name, defaultKind: .sweep)
    if case .object(let object) = reference, object.isWholeSweep {
      return (try ResultListing(sweep: object, session, plane), object.description)
    }
    if plot != nil {
      throw CommandFailure(
        .usage, "`\(name)` is no sweep", hint: "`--plot` draws the points of a sweep")
    }
    if case .object(let object) = reference {
      switch object.kind {
      case .workflow:
        return (try ResultListing(workflow: object, session, plane), object.description)
      case .job:
        let run = try run(of: object, session, plane)
        return (try ResultListing(job: object, run, plane), object.description)
      default: break
      }
    }
    guard let run = try run(reference, session, plane) else {
      throw CommandFailure(
        .usage, "`\(name)` has no results",
        hint: "results are those of sweeps, jobs, runs of jobs and workflows, as in sweep/digits")
    }
    return (try ResultListing(job: run.name.owner, run, plane), run.name.description)
  }

  /// Nil for a name that is no run of a job.
  private func run(
    _ reference: NameReference, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> RunReport? {
    switch reference {
    case .run(let owner, _) where owner.kind == .job: break
    case .uuid: break
    default: return nil
    }
    let run = try session.runs([name], in: plane).first
    return run.flatMap { $0.name.owner.kind == .job ? $0 : nil }
  }

  /// The newest run of a job; of a step without one that whose outputs it took over.
  private func run(
    of job: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> RunReport {
    let other = try engine { () throws(EngineError) in try plane.takenOverRun(of: job) }
    let name = other?.description ?? job.description
    guard let run = try session.runs([name], in: plane).first else {
      throw CommandFailure(.notFound, "\(job) has no run yet")
    }
    return run
  }

  private func drawn(
    _ text: String, _ listing: ResultListing
  ) throws(CommandFailure) -> String {
    do throws(PlotError) {
      var plot = try Plot(PlotRequest(parsing: text), columns: listing.table.columns)
      for row in listing.rows { plot.append(row) }
      return try plot.svg()
    } catch {
      throw CommandFailure(.usage, error.message, hint: error.hint)
    }
  }
}

extension ResultFormat: ExpressibleByArgument {}
