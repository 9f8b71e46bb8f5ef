extension OptionTable {
  /// `docker run`: all options of release 28, and those of Tapis (section 9.2).
  static let docker = OptionTable(
    tool: "docker run", .commandLine,
    sharedByContainerEngines + [
      OptionRule.rules(
        .required, repeatable: true,
        """
        --network-alias,--net-alias --link --link-local-ip --dns-option,--dns-opt \
        --device-read-bps --device-read-iops --device-write-bps --device-write-iops
        """),
      OptionRule.rules(.required, "--kernel-memory --runtime --health-start-interval"),
      OptionRule.rules(.required, "--volume-driver"),
      OptionRule.rules(.none, "--use-api-socket"),
      OptionRule.rules(
        .required, .unsupported("it works on Windows only"),
        "--cpu-count --cpu-percent --io-maxbandwidth --io-maxiops --isolation"),
    ])

  /// What `docker run` and `podman run` have in common.
  static let sharedByContainerEngines: [[OptionRule]] = [
    OptionRule.rules(
      .required, repeatable: true,
      """
      --add-host --annotation --blkio-weight-device --cap-add --cap-drop --device \
      --device-cgroup-rule --dns --dns-search --expose --group-add --label,-l --label-file \
      --log-opt --mount --network,--net --publish,-p --security-opt --storage-opt --sysctl --tmpfs \
      --ulimit --volume,-v --volumes-from
      """),
    OptionRule.rules(
      .required,
      """
      --blkio-weight --cgroup-parent --cgroupns --cpu-period --cpu-quota --cpu-rt-period \
      --cpu-rt-runtime --cpu-shares,-c --cpus --cpuset-cpus --cpuset-mems --domainname \
      --entrypoint --gpus --health-cmd --health-interval --health-retries --health-start-period \
      --health-timeout --hostname,-h --ip --ip6 --ipc --log-driver --mac-address --memory,-m \
      --memory-reservation --memory-swap --memory-swappiness --oom-score-adj --pid --pids-limit \
      --platform --pull --shm-size --stop-signal --stop-timeout --userns --uts --workdir,-w
      """),
    OptionRule.rules(
      .none,
      """
      --init --no-healthcheck --oom-kill-disable --privileged --publish-all,-P --quiet,-q \
      --read-only --rm
      """),
    OptionRule.rules(.optional, "--disable-content-trust"),
    OptionRule.rules(.required, repeatable: true, .field("envVariables"), "--env,-e --env-file"),
    OptionRule.rules(
      .required, .managed("the container is named after its run, so that it is found again"),
      "--name --cidfile"),
    OptionRule.rules(
      .required, .managed("the program runs as the user that starts it"), "--user,-u"),
    OptionRule.rules(
      .none, .managed("the container runs in the background, and Kilim waits for it"), "--detach,-d"
    ),
    OptionRule.rules(
      .required, repeatable: true, .unsupported("nobody sits at a job"),
      "--attach,-a --detach-keys"),
    OptionRule.rules(.none, .unsupported("nobody sits at a job"), "--interactive,-i --tty,-t"),
    OptionRule.rules(
      .optional, .unsupported("it passes on the signals of somebody who is attached"),
      "--sig-proxy"),
    OptionRule.rules(
      .required, .unsupported("a job that runs again by itself never ends"), "--restart"),
    OptionRule.rules(.none, .unsupported("it prints a text and runs nothing"), "--help"),
  ]
}
