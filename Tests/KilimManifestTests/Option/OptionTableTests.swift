import KilimModel
import Testing

@testable import KilimManifest

struct OptionTableTests {
  @Test(arguments: OptionTable.all.map(\.tool))
  func `declares each name once, a long one first`(tool: String) throws {
    let table = try #require(OptionTable.all.first { $0.tool == tool })
    let names = table.rules.flatMap(\.names)
    #expect(Set(names).count == names.count, "\(names.sorted())")
    for rule in table.rules {
      #expect(rule.name.hasPrefix("--") && rule.name.utf8.count > 3, "\(rule.names)")
      for name in rule.names.dropFirst() {
        let isLetter = name.utf8.count == 2 && name.hasPrefix("-")
        #expect(isLetter || name.hasPrefix("--"), "\(rule.names)")
        #expect(table[name] == rule)
      }
    }
  }

  static let accepted: [(OptionTable, String)] = [
    (
      .docker,
      """
      --add-host --cpus --cpuset-cpus --cpuset-mems --entrypoint --gpus --group-add --hostname -h \
      --ip --ip6 --label -l --log-driver --log-opt --memory -m --mount --network --net \
      --network-alias --net-alias --publish -p --rm --tmpfs --volume -v --workdir -w
      """
    ),
    (
      .podman,
      "--add-host --cpus --entrypoint --gpus --label -l -m --mount --net --publish -p --rm -v -w"
    ),
    (
      .apptainer,
      """
      --app --ipc -i --nonet --pid -p --pwd --vm --vm-cpu --vm-err --vm-ip --vm-ram --add-caps \
      --bind -B --cleanenv -e --compat --contain -c --containall -C --disable-cache --dns \
      --drop-caps --fusemount --home -H --hostname --mount --net -n --network --network-args \
      --no-home --no-init --no-mount --no-privs --no-umask --nohttps --nv --nvcli --nvccli \
      --overlay -O -o --pem-path --rocm --scratch -S --security --userns -U -u --uts --workdir -W \
      --writable -w --writable-tmpfs
      """
    ),
    (
      .slurm,
      """
      --array -a --account -A --acctg-freq --extra-node-info -B --batch --bb --bbf --begin -b \
      --clusters -M --comment --constraint -C --contiguous --core-spec -S --cores-per-socket \
      --cpu-freq --cpus-per-gpu --cpus-per-task --deadline --delay-boot --dependency -d \
      --distribution -m --error -e --exclude --exclusive --export --export-file --get-user-env \
      --gid --gpus -G --gpu-bind --gpu-freq --gpus-per-node --gpus-per-socket --gpus-per-task \
      --gres --gres-flags --hint --hold -H --ignore-pbs --input -i --job-name -J \
      --kill-on-invalid-dep --licenses -L --mail-type --mail-user --mcs-label --mem-per-cpu \
      --mem-per-gpu --mem-bind --mincpus --network --nice --nodefile -F --nodelist --no-kill -k \
      --no-requeue --ntasks-per-core --ntasks-per-gpu --ntasks-per-node --ntasks-per-socket \
      --overcommit -O --oversubscribe -s --output -o --open-mode --power --priority --profile \
      --propagate --qos -q --reboot --requeue --reservation --signal --sockets-per-node \
      --spread-job --switches --thread-spec --threads-per-core --time-min --tmp --use-min-nodes \
      --verbose -v --wait-all-nodes --wckey --tapis-profile
      """
    ),
    (.zip, "--tapis-zip-save"),
  ]

  @Test func `accepts every option that Tapis accepts`() {
    for (table, names) in Self.accepted {
      for name in names.split(separator: " ").map(String.init) {
        #expect(table[name]?.status == .accepted, "\(table.tool) \(name)")
      }
    }
  }

  static let reserved: [(OptionTable, String)] = [
    (.docker, "--cidfile -d --detach -e --env --env-file --name --user -u"),
    (.podman, "--cidfile -d --detach -e --env --env-file --name --user -u --pidfile --replace"),
    (.apptainer, "--env --env-file --pidfile"),
    (.slurm, "--mem --nodes -N --ntasks -n --partition -p --time -t --chdir -D"),
  ]

  @Test func `keeps what Kilim sets itself`() {
    for (table, names) in Self.reserved {
      for name in names.split(separator: " ").map(String.init) {
        switch table[name]?.status {
        case .field, .managed: continue
        default: Issue.record("\(table.tool) \(name)")
        }
      }
    }
  }

  @Test(arguments: [
    "--help", "--parsable", "--quiet", "--test-only", "--uid", "--usage", "--version", "--wait",
    "--wrap",
  ])
  func `refuses what cannot work under a scheduler`(name: String) throws {
    let rule = try #require(OptionTable.slurm[name])
    guard case .unsupported(let reason) = rule.status else {
      Issue.record("\(rule)")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test(arguments: [
    ("-x", "--exclude"), ("-w", "--nodelist"), ("-c", "--cpus-per-task"), ("-W", "--wait"),
    ("-J", "--job-name"), ("-s", "--oversubscribe"), ("-D", "--chdir"), ("-Q", "--quiet"),
    ("-V", "--version"), ("-S", "--core-spec"),
  ])
  func `has the short names of sbatch(1)`(short: String, name: String) {
    #expect(OptionTable.slurm[short]?.name == name)
  }

  @Test func `names fields of a job that exist`() {
    for table in OptionTable.all {
      for rule in table.rules {
        guard case .field(let field) = rule.status, field != "envVariables" else { continue }
        #expect(JobDeclaration.type.fields.contains { $0.name == field }, "\(field)")
      }
    }
  }

  @Test func `knows the table of each runtime`() {
    #expect(OptionTable.containerArguments(of: .native) == nil)
    #expect(OptionTable.containerArguments(of: .podman)?.tool == "podman run")
    #expect(OptionTable.containerArguments(of: .singularity)?.tool == "apptainer run")
    #expect(OptionTable.schedulerOptions(of: .slurm)?.tool == "sbatch")
    #expect(OptionTable.schedulerOptions(of: .pbs) == nil)
  }
}
