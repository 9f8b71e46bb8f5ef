/// A plain command on this machine.
enum StarterHello {
  static let files: [StarterFile] = [
    StarterFile("README.md", readme),
    workstationFile,
    StarterFile("apps/greet.yaml", app),
    StarterFile("jobs/greeting.yaml", job),
  ]

  static let workstationFile = StarterFile("systems/workstation.yaml", workstation)

  private static let readme = #"""
    # A first batch

    | Folder | What lies there |
    |---|---|
    | `systems/` | machines where work runs |
    | `apps/` | programs: how they start, what jobs may say |
    | `jobs/` | wanted results |

    ```
    kilim validate -f .        # all mistakes at once; nothing runs
    kilim apply -f .           # runs what is new or changed, and shows how it goes
    kilim logs greeting        # Hello, Kilim!
    kilim outputs get greeting # what it wrote, as a folder here
    kilim apply -f .           # unchanged: nothing runs
    ```

    Then change `value: Kilim` in `jobs/greeting.yaml`: `kilim diff -f .` shows what would happen, `kilim apply -f .` makes
    it so.

    Editors with the YAML language server (VS Code, Neovim, ...) complete and check the files as you type once
    `kilim schema > .kilim.schema.json` was run here.

    """#

  private static let workstation = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    # A System is a machine where work runs. The one called `local` always exists and needs no file;
    # this one is the same machine under a name of its own, with a limit.
    apiVersion: kilim/v1
    kind: System
    metadata: {name: workstation}
    spec:
      systemType: LINUX
      host: localhost
      canExec: true
      rootDir: /
      jobWorkingDir: HOST_EVAL($HOME)/kilim-jobs   # runs get their directories below it
      jobMaxJobs: 2                                # so many at a time; more wait
      jobRuntimes:
        - {runtimeType: NATIVE}                    # plain commands
        - {runtimeType: ZIP}                       # folders with a tapisjob_app.sh

    """#

  private static let app = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    # An App is one version of a program: how it starts, and what jobs may or must say.
    apiVersion: kilim/v1
    kind: App
    metadata: {name: greet}
    spec:
      version: "1.0"                # quotes make it text; without them it would be a number
      description: Greets somebody on standard output and in a file
      runtime: NATIVE               # a command on the System itself, no image
      # Literal words. The arguments of the job follow as $1, $2, ... of the script.
      command: [/bin/sh, -c, 'echo "$1, $WHOM!" | tee "$_tapisExecSystemOutputDir/greeting.txt"', greet]
      jobAttributes:
        execSystemId: workstation   # where its jobs run, unless they say something else
        maxMinutes: 1
        parameterSet:
          appArgs:
            # inputMode: REQUIRED, FIXED, INCLUDE_BY_DEFAULT or INCLUDE_ON_DEMAND
            - {name: word, args: [Hello], inputMode: INCLUDE_BY_DEFAULT}
          envVariables:
            - {key: WHOM, value: world, inputMode: INCLUDE_BY_DEFAULT}

    """#

  private static let job = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    # A Job is one wanted result of an App. Applying it twice runs it once.
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: greeting, labels: {example: hello}}
    spec:
      appId: greet
      appVersion: "1.0"
      parameterSet:
        envVariables:
          # Change this, see `kilim diff -f .`, and apply again: only then does it run again.
          - {key: WHOM, value: Kilim}

    """#
}
