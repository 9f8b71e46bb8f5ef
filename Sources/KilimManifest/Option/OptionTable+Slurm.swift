extension OptionTable {
  /// `sbatch`: the options of release 25.05, and Tapis' own `--tapis-profile` (section 9.5).
  ///
  /// Short names are those of sbatch(1): `-x` is `--exclude`, `-w` is `--nodelist`.
  static let slurm = OptionTable(
    tool: "sbatch", .directive,
    [
      OptionRule.rules(
        .required,
        """
        --account,-A --acctg-freq --array,-a --batch --bb --bbf --begin,-b --cluster-constraint \
        --clusters,--cluster,-M --comment --constraint,-C --container --container-id \
        --core-spec,-S --cores-per-socket --cpu-freq --cpus-per-gpu --cpus-per-task,-c --deadline \
        --delay-boot --dependency,-d --distribution,-m --error,-e --exclude,-x --export \
        --export-file --extra --extra-node-info,-B --gid --gpu-bind --gpu-freq --gpus,-G \
        --gpus-per-node --gpus-per-socket --gpus-per-task --gres --gres-flags --hint --input,-i \
        --job-name,-J --kill-on-invalid-dep --licenses,-L --mail-type --mail-user --mcs-label \
        --mem-bind --mem-per-cpu --mem-per-gpu --mincpus --network --nodefile,-F --nodelist,-w \
        --ntasks-per-core --ntasks-per-gpu --ntasks-per-node --ntasks-per-socket --open-mode \
        --output,-o --power --prefer --priority --profile --qos,-q --reservation --segment \
        --signal --sockets-per-node --switches --tapis-profile --thread-spec --threads-per-core \
        --time-min --tmp --tres-bind --tres-per-task --wait-all-nodes --wckey
        """),
      OptionRule.rules(
        .optional,
        "--exclusive --get-user-env --nice --no-kill,-k --oom-kill-step --propagate --resv-ports"),
      OptionRule.rules(
        .none,
        """
        --consolidate-segments --contiguous --hold,-H --ignore-pbs --no-requeue --overcommit,-O \
        --oversubscribe,--share,-s --reboot --requeue --spread-job --spread-segments --stepmgr \
        --use-min-nodes
        """),
      OptionRule.rules(.none, repeatable: true, "--verbose,-v"),
      OptionRule.rules(.required, .field("nodeCount"), "--nodes,-N"),
      OptionRule.rules(.required, .field("coresPerNode"), "--ntasks,--tasks,-n"),
      OptionRule.rules(.required, .field("memoryMB"), "--mem"),
      OptionRule.rules(.required, .field("execSystemLogicalQueue"), "--partition,-p"),
      OptionRule.rules(.required, .field("maxMinutes"), "--time,-t"),
      OptionRule.rules(.required, .field("execSystemExecDir"), "--chdir,--workdir,-D"),
      OptionRule.rules(
        .required, .unsupported("only root may use it; the System's effectiveUserId is the user"),
        "--uid"),
      OptionRule.rules(.required, .unsupported("Kilim writes the script"), "--wrap"),
      OptionRule.rules(
        .none, .unsupported("submitting would last until the job ends; Kilim waits by itself"),
        "--wait,-W"),
      OptionRule.rules(
        .none, .unsupported("Kilim reads what sbatch says about the job"),
        "--parsable --quiet,-Q"),
      OptionRule.rules(
        .none, .unsupported("it prints a text and submits nothing"),
        "--help,-h --usage --version,-V --test-only"),
    ])
}
