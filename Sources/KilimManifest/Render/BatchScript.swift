import KilimModel

/// What a batch script does around the command, as lines of bash.
///
/// With the name of a submission as its argument, the script claims that submission by a hard link,
/// which can be made once: a second start of the same submission, and one that Kilim has revoked, run
/// nothing. Started by hand without an argument, it runs the command and keeps no records.
enum BatchScript {
  /// Before the command. What `--export=NONE` lets through is what the login there sets.
  static func start(_ plan: RunPlan) -> [String] {
    let attempts = plan.directories.exec + "/" + AttemptFiles.directory
    return [
      // Slurm's own variables, which MPI needs, and what it says of the devices of the job.
      "for name in $(compgen -e); do",
      "  case $name in",
      "    SLURM* | HOME | USER | LOGNAME | TMPDIR | CUDA_VISIBLE_DEVICES | ROCR_VISIBLE_DEVICES | GPU_DEVICE_ORDINAL | ZE_AFFINITY_MASK) ;;",
      #"    *) unset -v "$name" 2>/dev/null ;;"#,
      "  esac",
      "done",
      "export PATH=/usr/local/bin:/usr/bin:/bin",
      "started=$(date +%s%3N)",
      #"if [ -n "$1" ]; then"#,
      "  records=\(ShellQuoting.quoted(attempts))/$1",
      "  id=$SLURM_JOB_ID",
      #"  [ -z "$SLURM_ARRAY_TASK_ID" ] || id=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"#,
      #"  mine=$records/start.$SLURM_JOB_ID.$SLURMD_NODENAME.$$"#,
      #"  printf 'kilim 1\nstarted %s\nid %s\njob %s\nhost %s\nprocess %s\nend\n' "$started" "$id" "$SLURM_JOB_ID" "$SLURMD_NODENAME" $$ >"$mine" || exit 73"#,
      // A link that was made may be reported as failed by a network file system.
      #"  ln "$mine" "$records/\#(AttemptFiles.claim)" 2>/dev/null || cmp -s "$mine" "$records/\#(AttemptFiles.claim)" || {"#,
      #"    echo "kilim: submission $1 was started or revoked before; nothing is run" >&2"#,
      "    exit 73",
      "  }",
      #"  export _kilimAttempt=${1%-*}"#,
      "fi",
      // Slurm's SIGTERM is for the program; the script lives on to say how that ended.
      "trap : HUP INT TERM USR1 USR2 XCPU CONT",
    ]
  }

  /// After the command, with its exit code in `code`.
  static func end(_ plan: RunPlan) -> [String] {
    let exitCode = plan.directories.output + "/tapisjob.exitcode"
    return [
      #"if [ -n "$1" ]; then"#,
      "  ended=$(date +%s%3N)",
      "  for pause in 0 1 5; do",
      "    sleep $pause",
      "    {",
      #"      printf 'kilim 1\nstarted %s\nended %s\ncode %s\n' "$started" "$ended" "$code" && times && echo end"#,
      #"    } >"$records/exit.new" && mv -f "$records/exit.new" "$records/\#(AttemptFiles.exit)" && break"#,
      "  done",
      "fi",
      "out=\(ShellQuoting.quoted(exitCode))",
      #"printf '%s\n' "$code" >"$out.new" && mv -f "$out.new" "$out""#,
      #"exit "$code""#,
    ]
  }

  /// Modules come from the login's profile, which the clean start took away.
  static func modules(_ batch: PlannedBatch) -> [String] {
    batch.moduleCommands.isEmpty ? [] : ["[ -r /etc/profile ] && . /etc/profile"]
  }
}
