/// A container on a cluster.
enum StarterSlurm {
  static let files: [StarterFile] = [
    StarterFile("README.md", readme),
    StarterFile("systems/cluster.yaml", cluster),
    StarterFile("profiles/apptainer.yaml", profile),
    StarterFile("apps/python.yaml", app),
    StarterFile("jobs/sum.yaml", job),
  ]

  private static let readme = #"""
    # A job for a cluster with Slurm

    Put your own host, login, directories and queues into `systems/cluster.yaml` and your account into `apps/python.yaml`.
    `ssh HOST` has to work without questions.

    ```
    kilim validate -f .              # checks queue limits and options too; needs no cluster
    kilim compile sum -f . -o script # exactly what would be submitted
    kilim apply -f .
    ```

    Editors with the YAML language server (VS Code, Neovim, ...) complete and check the files as you type once
    `kilim schema > .kilim.schema.json` was run here.

    """#

  private static let cluster = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    # A cluster with Slurm that you reach with `ssh HOST`: put your own host, login and queues here.
    apiVersion: kilim/v1
    kind: System
    metadata: {name: cluster}
    spec:
      systemType: LINUX
      host: cluster.example.org
      effectiveUserId: ada
      defaultAuthnMethod: PKI_KEYS        # your own SSH keys and configuration
      rootDir: /
      canExec: true
      jobWorkingDir: /scratch/ada/jobs
      jobRuntimes:
        - {runtimeType: APPTAINER}
      canRunBatch: true
      batchScheduler: SLURM
      batchDefaultLogicalQueue: short
      batchSchedulerProfile: apptainer
      batchLogicalQueues:
        # What jobs may ask for is checked before anything is submitted.
        - name: short
          hpcQueueName: debug             # the partition's name
          maxNodeCount: 2
          maxCoresPerNode: 48
          maxMemoryMB: 190000
          maxMinutes: 120

    """#

  private static let profile = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    # What every batch script of the site begins with.
    apiVersion: kilim/v1
    kind: SchedulerProfile
    metadata: {name: apptainer}
    spec:
      moduleLoads:
        - {moduleLoadCommand: module load, modulesToLoad: [apptainer]}
      hiddenOptions: [MEM]                # this site does not want --mem

    """#

  private static let app = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    apiVersion: kilim/v1
    kind: App
    metadata: {name: python-sum}
    spec:
      version: "3.12"
      runtime: APPTAINER
      runtimeOptions: [SINGULARITY_RUN]
      containerImage: docker://python:3.12-slim
      jobType: BATCH
      jobAttributes:
        execSystemId: cluster
        nodeCount: 1
        coresPerNode: 4
        memoryMB: 8000
        maxMinutes: 30
        parameterSet:
          appArgs:
            - {name: program, args: [python3, -c, 'print(sum(range(100)))'], inputMode: INCLUDE_BY_DEFAULT}
          schedulerOptions:
            - {name: account, arg: --account my-project, inputMode: INCLUDE_BY_DEFAULT}

    """#

  private static let job = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: sum, labels: {example: slurm}}
    spec:
      appId: python-sum
      appVersion: "3.12"
      maxMinutes: 10

    """#
}
