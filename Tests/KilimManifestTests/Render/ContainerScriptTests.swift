import KilimManifest
import KilimModel
import Testing

/// Scripts of containers and of batch jobs, down to the words that the tools get.
struct ContainerScriptTests {
  private func plan(_ runtime: Runtime, in directory: String = "/w o/r") throws -> RunPlan {
    var plan = try Workbench().plan()
    plan.runtime = runtime
    plan.directories.exec = directory
    plan.directories.input = directory + "/in,put"
    plan.directories.output = directory
    plan.command = [CommandWord("--text"), CommandWord("it's $5")]
    plan.environment = [PlannedVariable("A", "x y"), PlannedVariable("EMPTY", "")]
    var container = PlannedContainer(image: "tool:1")
    container.options = [
      PlannedOption("--nv"),
      PlannedOption("--bind", CommandWord(parts: [.variable("HOME"), .text("/a b:/c")])),
    ]
    plan.container = container
    return plan
  }

  /// The words that a tool of that name gets when the script runs, one a line.
  private func words(
    of tool: String, _ change: (inout RunPlan) -> Void = { _ in }, runtime: Runtime,
    isIncluded: Bool
  ) throws -> [String] {
    try Shell.withDirectory { directory in
      var plan = try plan(runtime, in: directory)
      change(&plan)
      let script = LaunchRenderer.script(for: plan, includesEnvironment: isIncluded)
      let printer = """
        #!/bin/sh
        printf '%s\\n' "$@"
        env | grep -E '^(APPTAINER|SINGULARITY)ENV_' | sort

        """
      try Shell.write(script, to: "\(directory)/tapisjob.sh")
      try Shell.write(printer, to: "\(directory)/\(tool)")
      let command =
        "chmod +x \(directory)/\(tool); cd /; PATH=\(directory):$PATH HOME=/ho sh \(directory)/tapisjob.sh"
      _ = try Shell.output(of: command)
      let log = try Shell.output(of: "cat \(directory)/tapisjob.out").output
      let text = String(decoding: log, as: UTF8.self)
      return text.split(separator: directory, omittingEmptySubsequences: false)
        .joined(separator: "DIR").split(separator: "\n").map(String.init)
    }
  }

  @Test(arguments: [false, true])
  func `gives Docker every word as it is`(isIncluded: Bool) throws {
    let user = try Shell.output(of: "printf '%s:%s' $(id -u) $(id -g)").output
    #expect(
      try words(of: "docker", { $0.gpus = 0 }, runtime: .docker, isIncluded: isIncluded) == [
        "run", "--rm", "--name=\(Workbench.uuidText)", "--cidfile=DIR/\(Workbench.uuidText).cid",
        "--user=\(String(decoding: user, as: UTF8.self))", "--workdir=/TapisExec", "--env=A=x y",
        "--env=EMPTY=", "--nv", "--bind=/ho/a b:/c",
        #"--mount=type=bind,"source=DIR/in,put",target=/TapisInput,readonly"#,
        "--mount=type=bind,source=DIR,target=/TapisOutput",
        "--mount=type=bind,source=DIR,target=/TapisExec", "tool:1", "--text", "it's $5",
      ])
  }

  @Test func `lets Apptainer read the environment's file, or exports it`() throws {
    let mounts = [
      "--nv", "--bind=/ho/a b:/c", "--bind=DIR/in,put:/TapisInput:ro", "--bind=DIR:/TapisOutput",
      "--bind=DIR:/TapisExec", "tool:1", "--text", "it's $5",
    ]
    #expect(
      try words(of: "apptainer", runtime: .apptainer, isIncluded: false)
        == ["run", "--cleanenv", "--env-file=DIR/tapisjob.env"] + mounts)
    #expect(
      try words(of: "singularity", runtime: .singularity, isIncluded: true)
        == ["run", "--cleanenv"] + mounts + ["SINGULARITYENV_A=x y", "SINGULARITYENV_EMPTY="])
  }

  @Test(arguments: [
    (Runtime.docker, "--gpus=2"), (.podman, "--device=nvidia.com/gpu=all"), (.apptainer, "--nv"),
  ])
  func `asks for GPUs in the runtime's own words`(runtime: Runtime, word: String) throws {
    var plan = try plan(runtime)
    plan.gpus = 2
    plan.container?.options = []
    #expect(LaunchRenderer.script(for: plan).contains(" \(word) "))
  }

  @Test func `writes this batch script, word for word`() throws {
    var plan = try plan(.apptainer, in: "/work/run")
    plan.directories.input = "/work/run/input"
    var batch = PlannedBatch()
    batch.queue = "normal"
    batch.options = [
      PlannedOption("--comment", CommandWord("two words")), PlannedOption("--exclusive"),
      PlannedOption("--nodes", CommandWord("2")),
    ]
    batch.moduleCommands = ["module load tacc-apptainer"]
    plan.batch = batch
    plan.mpiCommand = "ibrun"
    #expect(
      LaunchRenderer.script(for: plan) == #"""
        #!/bin/bash
        #SBATCH --comment='two words'
        #SBATCH --exclusive
        #SBATCH --nodes=2
        # Launches job/first, run \#(Workbench.uuidText).
        # The run's environment is in tapisjob.env; nothing of yours gets in.
        for name in $(compgen -e); do
          case $name in
            SLURM* | HOME | USER | LOGNAME | TMPDIR | CUDA_VISIBLE_DEVICES | ROCR_VISIBLE_DEVICES | GPU_DEVICE_ORDINAL | ZE_AFFINITY_MASK) ;;
            *) unset -v "$name" 2>/dev/null ;;
          esac
        done
        export PATH=/usr/local/bin:/usr/bin:/bin
        started=$(date +%s%3N)
        if [ -n "$1" ]; then
          records='/work/run/tapisjob.attempts'/$1
          id=$SLURM_JOB_ID
          [ -z "$SLURM_ARRAY_TASK_ID" ] || id=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
          mine=$records/start.$SLURM_JOB_ID.$SLURMD_NODENAME.$$
          printf 'kilim 1\nstarted %s\nid %s\njob %s\nhost %s\nprocess %s\nend\n' \#
        "$started" "$id" "$SLURM_JOB_ID" "$SLURMD_NODENAME" $$ >"$mine" || exit 73
          ln "$mine" "$records/claim" 2>/dev/null || cmp -s "$mine" "$records/claim" || {
            echo "kilim: submission $1 was started or revoked before; nothing is run" >&2
            exit 73
          }
          export _kilimAttempt=${1%-*}
        fi
        trap : HUP INT TERM USR1 USR2 XCPU CONT
        (
          [ -r /etc/profile ] && . /etc/profile
          cd '/work/run' || exit 1
          module load tacc-apptainer
          ibrun apptainer run --cleanenv --env-file=/work/run/tapisjob.env --nv \#
        --bind="${HOME}"'/a b:/c' --bind=/work/run/input:/TapisInput:ro \#
        --bind=/work/run:/TapisOutput --bind=/work/run:/TapisExec tool:1 --text 'it'\''s $5'
        )
        code=$?
        if [ -n "$1" ]; then
          ended=$(date +%s%3N)
          for pause in 0 1 5; do
            sleep $pause
            {
              printf 'kilim 1\nstarted %s\nended %s\ncode %s\n' "$started" "$ended" "$code" && times && echo end
            } >"$records/exit.new" && mv -f "$records/exit.new" "$records/exit" && break
          done
        fi
        out='/work/run/tapisjob.exitcode'
        printf '%s\n' "$code" >"$out.new" && mv -f "$out.new" "$out"
        exit "$code"

        """#)
  }

  @Test func `a batch script of a plain program reads its environment`() throws {
    var plan = try Workbench().plan()
    var batch = PlannedBatch()
    batch.options = [PlannedOption("--nodes", CommandWord("1"))]
    plan.batch = batch
    let script = LaunchRenderer.script(for: plan)
    #expect(script.contains("\n  . '\(plan.directories.exec)/tapisjob.env'\n  exec "))
    #expect(!script.contains("exec >"))
  }
}
