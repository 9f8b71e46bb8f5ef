import KilimModel
import Testing

@testable import KilimManifest

struct ContainerTests {
  /// A runtime, an image and what the runtime is given.
  static let images: [(Runtime, String, String)] = [
    (.docker, "alpine", "alpine"), (.docker, "docker://alpine:3.20", "alpine:3.20"),
    (.podman, "localhost/bb:1", "localhost/bb:1"),
    (.docker, "reg.example.org:5000/Team/tool", ""),
    (
      .docker, "reg.example.org:5000/a__b/c-d.e@sha256:\(String(repeating: "0a", count: 32))",
      "reg.example.org:5000/a__b/c-d.e@sha256:\(String(repeating: "0a", count: 32))"
    ),
    (.apptainer, "docker://ghcr.io/org/tool:v1", "docker://ghcr.io/org/tool:v1"),
    (
      .singularity, "library://user/collection/tool:latest", "library://user/collection/tool:latest"
    ),
    (.singularity, "shub://a/b", "shub://a/b"),
    (.apptainer, "oras://r.example.org/a:1", "oras://r.example.org/a:1"),
    (.apptainer, "/images/tool.sif", "/images/tool.sif"),
    (.apptainer, "tool.sif", "/apps/tool.sif"),
    (.docker, "/images/tool.sif", ""), (.docker, "library://a/b", ""), (.docker, "a b", ""),
    (.docker, "a:", ""), (.docker, "a//b", ""), (.docker, "a@sha256:12", ""),
    (.apptainer, "docker://", ""), (.apptainer, "http://h/x.sif", ""), (.apptainer, "ubuntu", ""),
  ]

  @Test(arguments: images)
  func `reads an image as its runtime does`(row: (Runtime, String, String)) throws {
    var bench = Workbench()
    bench.useContainer(row.0, row.1)
    bench.files = ["/images/tool.sif": .file, "/apps/tool.sif": .file]
    guard row.2.isEmpty else {
      return #expect(try bench.plan().container?.image == row.2)
    }
    let (compiled, diagnostics) = bench.compile()
    #expect(compiled == nil && diagnostics.count == 1 && diagnostics.first?.hint != nil)
  }

  @Test func `suggests what an image could mean`() {
    var bench = Workbench()
    bench.useContainer(.docker, "Team/Tool:V1")
    #expect(
      bench.complaints() == [
        "K0207 spec.appId: `Team/Tool:V1` is no name of an image: it has capital letters [did you mean `team/tool:V1`?] {spec.containerImage of App tool@1, apps.yaml:12}"
      ])
    bench.useContainer(.apptainer, "ubuntu:22.04")
    #expect(
      bench.complaints() == [
        "K0308 spec.appId: there is no image file `ubuntu:22.04` [write `docker://ubuntu:22.04` for an image of a registry] {spec.containerImage of App tool@1, apps.yaml:12}"
      ])
  }

  @Test func `identifies a run by the image file beside the manifest`() throws {
    var bench = Workbench()
    bench.useContainer(.apptainer, "tool.sif")
    bench.files["/apps/tool.sif"] = .file
    bench.contents["/apps/tool.sif"] = .of("one")
    let before = try #require(bench.compile().compiled)
    #expect(before.components.image == .of("one"))
    bench.contents["/apps/tool.sif"] = .of("two")
    #expect(bench.compile().compiled?.identity != before.identity)
  }

  @Test func `sends an image file to another machine`() throws {
    var bench = Workbench.cluster()
    bench.useContainer(.singularity, "img/tool.sif")
    bench.files["/apps/img/tool.sif"] = .file
    let plan = try bench.plan()
    #expect(plan.image?.source == .archive(path: "/apps/img/tool.sif"))
    #expect(plan.container?.image == plan.directories.exec + "/tool.sif")
    #expect(plan.runtime == .apptainer)
    bench.app.containerImage = "/there/only.sif"
    #expect(try bench.plan().container?.image == "/there/only.sif")
  }

  @Test func `gives container arguments as options, in order`() throws {
    var bench = Workbench()
    bench.useContainer(.apptainer, "docker://alpine")
    bench.app.jobAttributes.parameterSet.containerArgs = [
      .of("b", "-B $HOME/x:/x,${ExecSystemExecDir}:/e", mode: .fixed),
      .of("c", "--nv --pwd '/a b'", mode: .fixed),
    ]
    bench.job.attributes.parameterSet.containerArgs = [.of(nil, "--bind=/data")]
    let container = try #require(try bench.plan().container)
    #expect(
      container.options.map(\.text) == [
        "--bind $HOME/x:/x,/work/jobs/\(Workbench.uuidText):/e", "--nv", "--pwd /a b",
        "--bind /data",
      ])
    bench.job.attributes.parameterSet.containerArgs = [.of(nil, "--env A=1"), .of(nil, "--bnd /x")]
    #expect(bench.compile().diagnostics.map(\.code) == [.reservedOption, .unknownOption])
    bench.job.attributes.parameterSet.containerArgs = [.of(nil, "--bind $SCRATCHY:/x")]
    #expect(
      bench.complaints() == [
        "K0405 warning spec.parameterSet.containerArgs[0].arg: `$SCRATCHY` is not in the job's environment, so it will be empty [add `SCRATCHY` to envVariables, or write `\\$` for a dollar sign]"
      ])
    bench.job.attributes.parameterSet.containerArgs = [.of(nil, "--tapis-zip-save")]
    #expect(bench.compile().diagnostics.map(\.code) == [.unknownOption])
  }

  @Test func `gives a container its own home, and the image's PATH`() throws {
    var bench = Workbench()
    bench.useContainer(.podman, "alpine")
    let plan = try bench.plan()
    #expect(plan.variable("HOME") == "/TapisExec" && plan.variable("PWD") == "/TapisExec")
    #expect(plan.variable("PATH") == nil && plan.variable("USER") == "ada")
    #expect(plan.container?.user == "1000:1000" && plan.container?.limitsMemory == false)
    bench.app.jobAttributes.memoryMB = 512
    #expect(try bench.plan().container?.limitsMemory == true)
  }

  @Test func `keeps Apptainer's images of registries as files, in the user's cache`() throws {
    var bench = Workbench()
    bench.useContainer(.apptainer, "docker://ghcr.io/org/tool:v1")
    let file = try #require(try bench.plan().container?.file)
    #expect(file.hasPrefix("/home/ada/.cache/kilim/images/docker---ghcr-io-org-tool-v1-"))
    #expect(file.hasSuffix(".sif"))
    bench.hostVariables["KILIM_IMAGES"] = "/scratch/images"
    #expect(try bench.plan().container?.file?.hasPrefix("/scratch/images/docker---") == true)
    bench.useContainer(.docker, "ghcr.io/org/tool:v1")
    #expect(try bench.plan().container?.file == nil)
  }

  @Test func `mounts what lies in place, for Docker and unless told otherwise`() throws {
    var bench = Workbench()
    bench.useContainer(.docker, "alpine")
    bench.files["/data/a,b"] = .directory
    bench.job.attributes.fileInputs = [
      .of("d", "tapislocal://exec.tapis/data/a,b", target: "in", envKey: "DATA")
    ]
    let plan = try bench.plan()
    #expect(
      plan.container?.options.map(\.text) == [
        #"--mount type=bind,"source=/data/a,b",target=/in,readonly"#
      ])
    #expect(plan.variable("DATA") == "/in")
    bench.job.attributes.fileInputs[0].autoMountLocal = false
    #expect(try bench.plan().container?.options == [])
    #expect(try bench.plan().variable("DATA") == "/data/a,b")
    bench.job.attributes.fileInputs[0].autoMountLocal = nil
    bench.useContainer(.apptainer, "docker://alpine")
    #expect(try bench.plan().container?.options.map(\.name) == ["--mount"])
    bench.job.attributes.fileInputs[0].autoMountLocal = false
    #expect(try bench.plan().container?.options == [])
  }
}
