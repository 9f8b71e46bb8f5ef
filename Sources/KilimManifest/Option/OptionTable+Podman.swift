extension OptionTable {
  /// `podman run`: what it shares with Docker, and its own (release 5).
  static let podman = OptionTable(
    tool: "podman run", .commandLine,
    sharedByContainerEngines + [
      OptionRule.rules(
        .required, repeatable: true,
        """
        --network-alias --dns-option,--dns-opt --device-read-bps --device-read-iops \
        --device-write-bps --device-write-iops --cgroup-conf --chrootdirs --gidmap --uidmap \
        --hostuser --requires --secret --unsetenv
        """),
      OptionRule.rules(
        .required,
        """
        --arch --authfile --cgroups --group-entry --health-log-destination \
        --health-max-log-count --health-max-log-size --health-on-failure --health-startup-cmd \
        --health-startup-interval --health-startup-retries --health-startup-success \
        --health-startup-timeout --image-volume --init-path --link-local-ip --os --passwd-entry \
        --personality --rdt-class --retry --retry-delay --sdnotify --seccomp-policy --shm-size-systemd \
        --subgidname --subuidname --systemd --timeout --tz --umask --variant
        """),
      OptionRule.rules(
        .optional, "--http-proxy --no-hosts --no-hostname --passwd --read-only-tmpfs --tls-verify"),
      OptionRule.rules(.none, "--rmi"),
      OptionRule.rules(.none, .field("envVariables"), "--env-host --env-merge --unsetenv-all"),
      OptionRule.rules(
        .required, .managed("Kilim keeps the record of the container"),
        "--pidfile --conmon-pidfile --pod-id-file"),
      OptionRule.rules(
        .none, .managed("the container is named after its run, and is never replaced"), "--replace"),
      OptionRule.rules(
        .none, .unsupported("the App's containerImage is an image, not a directory"), "--rootfs"),
      OptionRule.rules(
        .required, .unsupported("a run is one container, not part of a pod"), "--pod"),
      OptionRule.rules(
        .required, .unsupported("the program is started without further open files"),
        "--preserve-fds --preserve-fd"),
    ])
}
