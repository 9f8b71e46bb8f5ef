import KilimModel
import Testing

@testable import KilimController

struct PlacesTests {
  @Test func `reads of a plan where its directories are`() throws {
    let uuid = try #require(RunUUID(random: Array(0..<16)))
    var plan = RunPlan(uuid: uuid, created: Timestamp(milliseconds: 17))
    plan.jobName = #"odd "directories":{"exec":"/wrong"}"#
    plan.execSystemId = "here"
    plan.archiveSystemId = "there"
    plan.environment = [PlannedVariable("directories", "/wrong"), PlannedVariable("archive", "{")]
    plan.directories.rootDir = "/r"
    plan.directories.working = "/r/w"
    plan.directories.exec = #"/r/a "quoted" \ {path}"#
    plan.directories.input = "/r/in"
    plan.directories.output = "/r/ü/out"
    plan.archive.directory = "/r/archive"
    plan.archive.mode = .skipOnFail
    plan.systems = [PlannedSystem(id: "there", host: "far.example.org")]
    let places = try #require(RunPlan(placesIn: plan.json.text))
    #expect(places.uuid == uuid && places.created == plan.created)
    #expect(places.directories == plan.directories)
    #expect(places.archive == plan.archive)
    #expect(places.systems == plan.systems)
    #expect(places.execSystemId == "here" && places.archiveSystemId == "there")
    #expect(places.environment.isEmpty)
    #expect(RunPlan(placesIn: "no plan") == nil)
  }
}
