extension OptionTable {
  /// `apptainer run` and `singularity run`: Apptainer 1.4, what SingularityCE 4 has besides, and the
  /// spellings of Tapis (section 9.3): `-U` for `-u`, `-O` for `-o`, `--nvcli` for `--nvccli`.
  static let apptainer = OptionTable(
    tool: "apptainer run", .commandLine,
    [
      OptionRule.rules(
        .required, repeatable: true,
        """
        --bind,-B --blkio-weight-device --cdi-dirs --containlibs --device --fusemount --mount \
        --network-args --no-mount --overlay,-o,-O --scratch,-S --security
        """),
      OptionRule.rules(
        .required,
        """
        --add-caps --app --apply-cgroups --blkio-weight --cpu-shares --cpus --cpuset-cpus \
        --cpuset-mems --cwd --dns --docker-host --drop-caps --home,-H --hostname --memory \
        --memory-reservation --memory-swap --network --pem-path --pids-limit --pwd --tmpdir \
        --vm-cpu --vm-ip --vm-ram --workdir,-W
        """),
      OptionRule.rules(
        .none,
        """
        --allow-setuid --cleanenv,-e --compat --contain,-c --containall,-C --disable-cache \
        --fakeroot,-f --ignore-fakeroot-command --ignore-subuid --ignore-userns --ipc,-i \
        --keep-privs --net,-n --no-compat --no-eval --no-home --no-https,--nohttps --no-init \
        --no-nv --no-oci --no-pid --no-privs --no-rocm --no-setgroups --no-tmp-sandbox --no-umask \
        --nonet --nv --nvccli,--nvcli --oci --oom-kill-disable --pid,-p --rocm --sharens \
        --tmp-sandbox --underlay --unsquash --userns,-u,-U --uts --vm --vm-err --writable,-w \
        --writable-tmpfs
        """),
      OptionRule.rules(.required, repeatable: true, .field("envVariables"), "--env --env-file"),
      OptionRule.rules(
        .required, .managed("Kilim keeps the record of the process"), "--pidfile,--pid-file"),
      OptionRule.rules(
        .none, .unsupported("nobody sits at a job to answer"), "--docker-login --passphrase"),
      OptionRule.rules(
        .required, .unsupported("a password on a command line is seen by everybody on the machine"),
        "--docker-username --docker-password"),
      OptionRule.rules(
        .required, .unsupported("it writes checkpoints that nothing here reads"),
        "--dmtcp-launch --dmtcp-restart"),
      OptionRule.rules(.none, .unsupported("it prints a text and runs nothing"), "--help,-h"),
    ])
}
