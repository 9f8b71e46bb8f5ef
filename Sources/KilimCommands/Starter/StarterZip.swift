/// A program in a folder, with an input.
enum StarterZip {
  static let files: [StarterFile] = [
    StarterFile("README.md", readme),
    StarterHello.workstationFile,
    StarterFile("apps/count.yaml", app),
    StarterFile("apps/count/tapisjob_app.sh", program, mode: 0o755),
    StarterFile("jobs/count-verse.yaml", job),
    StarterFile("jobs/verse.txt", verse),
  ]

  private static let readme = #"""
    # A program in a folder

    `apps/count` holds the program, `apps/count.yaml` says what jobs may and must say, `jobs/count-verse.yaml` asks for one
    result, with an input beside it.

    ```
    kilim validate -f .
    kilim apply -f .
    kilim outputs get count-verse
    ```

    Change a line of `jobs/verse.txt` or of the program: `kilim diff -f .` says what is `Stale` then, and
    `kilim apply --refresh -f .` runs it again.

    Editors with the YAML language server (VS Code, Neovim, ...) complete and check the files as you type once
    `kilim schema > .kilim.schema.json` was run here.

    """#

  private static let app = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    # An App whose program is a folder beside this file. It is packed and brought to the System when a
    # job needs it; a change of any file in it is a change of the App.
    apiVersion: kilim/v1
    kind: App
    metadata: {name: count-words}
    spec:
      version: "1.0"
      runtime: ZIP
      containerImage: ./count       # holds tapisjob_app.sh, which is started
      strictFileInputs: true        # no other inputs than those below
      jobAttributes:
        execSystemId: workstation
        maxMinutes: 5
        memoryMB: 256
        fileInputs:
          # Lies as `text` in the input directory; the variable holds its path.
          - {name: text, targetPath: text, envKey: TEXT, inputMode: REQUIRED}
        parameterSet:
          appArgs:
            - {name: top, inputMode: REQUIRED, description: how many words to show}

    """#

  private static let program = #"""
    #!/bin/sh
    # Started with the arguments of the job. What it writes to the output directory is archived.
    set -eu
    tr -cs '[:alpha:]' '\n' <"$TEXT" | sort | uniq -c | sort -k1,1nr -k2 | head -n "$2" \
      >"$_tapisExecSystemOutputDir/words.txt"
    echo "$(wc -l <"$_tapisExecSystemOutputDir/words.txt") words"

    """#

  private static let job = #"""
    # yaml-language-server: $schema=../.kilim.schema.json
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: count-verse, labels: {example: zip}}
    spec:
      appId: count-words
      appVersion: "1.0"
      parameterSet:
        appArgs:
          - {name: top, arg: --top 3}         # split into words as a shell does
      fileInputs:
        # A path beside this file; also https:, tapis://SYSTEM/path and others.
        - {name: text, sourceUrl: ./verse.txt}

    """#

  private static let verse = #"""
    a rose is a rose
    is a rose

    """#
}
