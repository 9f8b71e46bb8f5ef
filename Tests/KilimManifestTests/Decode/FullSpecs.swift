/// Manifests that use every field.
enum FullSpecs {
  static let job = """
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: full, labels: {team: a}, annotations: {note: b}}
    spec:
      name: full
      appId: app-1
      appVersion: v-1
      description: words
      jobType: BATCH
      dynamicExecSystem: false
      execSystemConstraints: [c1]
      execSystemId: sys-1
      execSystemExecDir: /exec
      execSystemInputDir: /input
      execSystemOutputDir: /output
      execSystemLogicalQueue: queue-1
      dtnSystemInputDir: /dtnin
      dtnSystemOutputDir: /dtnout
      archiveSystemId: archive-1
      archiveSystemDir: /archive
      archiveOnAppError: true
      archiveMode: ALWAYS
      isMpi: true
      mpiCmd: ibrun
      cmdPrefix: prefix
      nodeCount: 2
      coresPerNode: 3
      memoryMB: 400
      maxMinutes: 50
      gpus: 1
      parameterSet:
        appArgs:
          - {name: k, description: words, arg: --k 1, include: true, notes: {n: 1}}
          - {args: [literal, words]}
        containerArgs: [{arg: --nv}]
        schedulerOptions: [{arg: -A account}]
        envVariables:
          - {key: VAR1, value: value1, description: words, include: true, notes: {n: 1}}
          - {key: VAR2, value: value2}
        archiveFilter: {includes: [in1], excludes: [ex1], includeLaunchFiles: false}
        logConfig: {stdoutFilename: out1, stderrFilename: err1}
      fileInputs:
        - {name: input1, description: words, envKey: IN1, sourceUrl: data1, targetPath: target1, autoMountLocal: true, notes: {n: 1}}
        - {name: input2, sourceUrl: data2}
      fileInputArrays:
        - {name: array1, description: words, envKey: IN2, sourceUrls: [many1, many2], targetDir: dir1, notes: {n: 1}}
      subscriptions:
        - description: words
          enabled: true
          ttlMinutes: 60
          eventCategoryFilter: ALL
          deliveryTargets: [{deliveryMethod: EMAIL, deliveryAddress: a@example.org}]
      tags: [tag1, tag2]
      updatePolicy: {whileRunning: Wait, afterFinish: Rerun}
      dependsOn: [job/first, sweep/second]
      suspend: false
      priority: 7
      retry: {limit: 3, on: [OutOfMemory, TimeLimit], backoff: 90s, scale: {memoryMB: 2, maxMinutes: 1.5}}
      restart: {args: [--resume], keep: ["checkpoints/**"]}
      onPrune: Finish
      retention: {finished: 30d, failed: 2w, cancelled: 36h, maxSizeMB: 9000}
      budget: {maxNewRuns: 11, maxCoreHours: 12.5}
      results:
        - {name: accuracy, file: metrics.json, json: ".scores[0].accuracy"}
        - {name: seconds, file: tapisjob.out, regex: "took ([0-9.]+)"}
      secretEnv: [{key: TOKEN, from: "env:MY_TOKEN"}]
      notifications: [{event: FINISHED, url: b@example.org, persistent: false}]
      runToken: token-1
      notes: {free: [1, 2.5, null, true, {deep: text}]}

    """

  static let app = """
    apiVersion: kilim/v1
    kind: App
    metadata: {name: full}
    spec:
      id: full
      version: v-1
      description: words
      enabled: true
      versionEnabled: true
      locked: false
      runtime: ZIP
      runtimeVersion: rv-1
      runtimeOptions: [NONE]
      containerImage: bundle
      jobType: null
      maxJobs: -1
      maxJobsPerUser: 5
      strictFileInputs: true
      tags: [tag1]
      notes: {free: 1}
      jobAttributes:
        execSystemId: sys-1
        parameterSet:
          appArgs: [{name: k, description: words, arg: --k 1, inputMode: REQUIRED, notes: {n: 1}}]
          envVariables: [{key: VAR1, value: value1, inputMode: FIXED}]
        fileInputs: [{name: input1, sourceUrl: data1, targetPath: target1, inputMode: REQUIRED}]
        fileInputArrays: [{name: array1, sourceUrls: [many1], inputMode: FIXED}]
        subscriptions:
          - {jobEventCategoryFilter: ALL, deliveryTargets: [{deliveryMethod: WEBHOOK, deliveryAddress: "http://h/"}]}
        memoryMB: 400
        tags: [tag2]

    """

  static let system = """
    apiVersion: kilim/v1
    kind: System
    metadata: {name: full}
    spec:
      id: full
      description: words
      systemType: LINUX
      host: host1
      port: 22
      enabled: true
      effectiveUserId: user1
      defaultAuthnMethod: PKI_KEYS
      rootDir: /
      bucketName: bucket1
      useProxy: false
      proxyHost: proxy1
      proxyPort: 8080
      dtnSystemId: dtn1
      canExec: true
      canRunBatch: true
      enableCmdPrefix: true
      mpiCmd: mpirun
      jobRuntimes: [{runtimeType: ZIP, version: "1"}]
      jobWorkingDir: /work
      jobEnvVariables: [{key: VAR1, value: value1, inputMode: FIXED}]
      jobMaxJobs: 4
      jobMaxJobsPerUser: -1
      batchScheduler: SLURM
      batchLogicalQueues:
        - name: queue1
          hpcQueueName: hpc1
          description: words
          maxJobs: -1
          maxJobsPerUser: 1
          minNodeCount: 1
          maxNodeCount: 2
          minCoresPerNode: 3
          maxCoresPerNode: 4
          minMemoryMB: 5
          maxMemoryMB: 6
          minMinutes: 7
          maxMinutes: 8
          schedulerOptions: [{name: o, arg: -x}]
      batchDefaultLogicalQueue: queue1
      batchSchedulerProfile: profile1
      jobCapabilities:
        - {category: OS, name: cap1, subcategory: s, datatype: STRING, precedence: 5, value: v}
      allowChildren: true
      parentId: parent1
      importRefId: ref1
      tags: [tag1]
      notes: {free: {}}

    """

  static let profile = """
    apiVersion: kilim/v1
    kind: SchedulerProfile
    metadata: {name: tacc-apptainer}
    spec:
      description: Loads Apptainer
      moduleLoads:
        - {moduleLoadCommand: module load, modulesToLoad: [tacc-apptainer]}
      hiddenOptions: [MEM, PARTITION]
    """

  static let workflow = """
    apiVersion: kilim/v1
    kind: Workflow
    metadata: {name: full}
    spec:
      name: full
      steps:
        - name: prepare
          job: {appId: tool, appVersion: "1", results: [{name: n, file: m.json, json: .n}]}
        - name: train-1
          dependsOn: [prepare]
          when: steps.prepare.results.n > 3
          allowFailure: true
          retry: {limit: 2, on: [OutOfMemory]}
          sweep:
            parameters: [{grid: {k: [1, 2]}}, {csv: "${steps.prepare.outputDir}/points.csv"}]
            template:
              appId: tool
              appVersion: "1"
              parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k} --n ${steps.prepare.results.n}"}]}
        - name: inner
          dependsOn: [train-1]
          workflow:
            steps:
              - {name: one, job: {appId: tool, appVersion: "1"}}
              - name: deeper
                dependsOn: [one]
                workflow: {steps: [{name: two, job: {appId: tool, appVersion: "1"}}]}
      updatePolicy: {whileRunning: Cancel}
      dependsOn: [job/first]
      suspend: true
      notes: {free: 1}

    """
}
