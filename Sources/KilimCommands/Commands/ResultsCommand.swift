import ArgumentParser
import KilimController
import KilimModel
import KilimReport

/// Prints and draws what the points of a sweep came to.
struct ResultsCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "results", abstract: "Show the results of a sweep as a table or a picture.",
    discussion: """
      kilim results sweep/digits                                    a table
      kilim results sweep/digits -o csv                             for other programs
      kilim results sweep/digits --plot x=k,y=accuracy,by=metric >plot.svg
      kilim results sweep/digits -o html --plot x=k,y=accuracy >page.html

      The keys of --plot: x, y, by (one line each), z (the colour of a heat map), kind (line, scatter or \
      heatmap), logx, logy, logz, title, xlabel, ylabel, zlabel. Several points with the same x are drawn as \
      their mean with error bars.
      """)

  @Argument(help: "A sweep, as in sweep/digits.")
  var name: String
  @Option(name: [.customShort("o"), .long], help: "text, csv, json or html.")
  var output: ResultFormat = .text
  @Option(help: "Draw instead: x=COLUMN,y=COLUMN,... as SVG; with `-o html` as a part of the page.")
  var plot: String?
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let sweep = try sweepName()
    let plane = try session.open()
    let listing = try ResultListing(of: sweep, session, plane)
    let figure = try plot.map { (text) throws(CommandFailure) in try drawn(text, listing) }
    if let figure, output != .html {
      session.console.write(figure)
    } else {
      session.console.write(
        listing.table.text(
          output, listing.rows, title: sweep.description, figures: figure.map { [$0] } ?? []))
    }
    for problem in listing.problems { session.console.remark(problem) }
    return .done
  }

  private func sweepName() throws(CommandFailure) -> ResourceName {
    guard case .object(let name) = try NameReference(name, defaultKind: .sweep), name.isWholeSweep
    else {
      throw CommandFailure(
        .usage, "`\(name)` is no sweep", hint: "results are those of a sweep, as in sweep/digits")
    }
    return name
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
