// swift-format-ignore-file
// Written by the test of specs/diagnostics.md, with UPDATE_GOLDEN=1.

import KilimModel

/// The examples of `DiagnosticPage`, from Tests/DiagnosticExamples, and what is printed for them.
enum DiagnosticTexts {
  static func of(_ code: DiagnosticCode) -> (wrong: String, output: String, right: String) {
    switch code.rawValue {
    case "K0101":
      return (
        #"""
        # There is no such file.

        """#,
        #"""
        error[K0101]: cannot read `K0101.yaml`: No such file or directory
          = hint: check the spelling; the path starts in /home/ada/jobs

        """#,
        #"""
        # This file is there.
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec: {appId: tool, appVersion: "1"}

        """#
      )
    case "K0102":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first
        spec: {appId: tool, appVersion: "1"}

        """#,
        #"""
        error[K0102]: a `,` or `}` is missing before this
         --> K0102.yaml:4:5
          |
        4 | spec: {appId: tool, appVersion: "1"}
          |     ^
          = hint: text with `,`, `{` or `}` in it must stand in quotes

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec: {appId: tool, appVersion: "1"}

        """#
      )
    case "K0103":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: caf�}
        spec: {appId: tool, appVersion: "1"}

        """#,
        #"""
        error[K0103]: byte 0xE9 is not UTF-8
         --> K0103.yaml:3:21
          |
        3 | metadata: {name: caf�}
          |                     ^
          = hint: save the file as UTF-8

        """#,
        #"""
        # In UTF-8, with a first byte 0xC3.
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: café}
        spec: {appId: tool, appVersion: "1"}

        """#
      )
    case "K0104":
      return (
        #"""
        # 64 MiB and one byte.

        """#,
        #"""
        error[K0104]: the document that begins here has more than 64 MiB
         --> K0104.yaml:1:1
          = hint: check that this is the right file; a file of many documents may be larger

        """#,
        #"""
        # Large data lies in a file of its own, which the manifest names.
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          fileInputs: [{sourceUrl: tool.yaml}]

        """#
      )
    case "K0105":
      return (
        #"""
        notes: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

        """#,
        #"""
        error[K0105]: the nesting is deeper than 100 levels
         --> K0105.yaml:1:107
          |
        1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]…
          |                                   ^
          = hint: no field needs more than 10; check for brackets or indentation that are never closed

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          notes: {a: [[[[x]]]]}

        """#
      )
    case "K0106":
      return (
        #"""
        a: &a [x, x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
        g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]

        """#,
        #"""
        error[K0106]: the aliases of this document stand for more than 100000 values
         --> K0106.yaml:5:36
          |
        5 | e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
          |                                    ^^
          = hint: `*d` is the one that is too much; write the values out, or use fewer aliases

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          notes:
            a: &a [x, x, x]
            b: [*a, *a]

        """#
      )
    case "K0107":
      return (
        #"""
        apiVersion: kilim/v1
        kind: App
        metadata: {name: count}
        spec:
          version: "1"
          runtime: NATIVE
          command: [wc]
          maxJobs: 5
          maxJobs: 10

        """#,
        #"""
        error[K0107]: `maxJobs` stands twice in the same mapping
         --> K0107.yaml:9:3
          |
        9 |   maxJobs: 10
          |   ^^^^^^^
          = hint: the first one is on line 8; keep one of them

        """#,
        #"""
        apiVersion: kilim/v1
        kind: App
        metadata: {name: count}
        spec:
          version: "1"
          runtime: NATIVE
          command: [wc]
          maxJobs: 10

        """#
      )
    case "K0108":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          description: *text

        """#,
        #"""
        error[K0108]: there is no anchor `&text` before this alias
         --> K0108.yaml:7:16
          |
        7 |   description: *text
          |                ^^^^^
          = hint: an anchor is set with `&text` at a value earlier in the same document

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          description: &text words that are used twice
          notes: {about: *text}

        """#
      )
    case "K0109":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
        	maxMinutes: 5

        """#,
        #"""
        error[K0109]: a tab cannot indent
         --> K0109.yaml:7:1
          |
        7 |     maxMinutes: 5
          | ^^^^
          = hint: indent with blanks

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: 5

        """#
      )
    case "K0110":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: !minutes 5

        """#,
        #"""
        error[K0110]: the tag `!minutes` has no meaning here
         --> K0110.yaml:7:15
          |
        7 |   maxMinutes: !minutes 5
          |               ^
          = hint: remove it; text needs no tag, and quotes make anything text

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: 5

        """#
      )
    case "K0111":
      return (
        #"""
        # nothing but a comment

        """#,
        #"""
        error[K0111]: there is no document in K0111.yaml
          = hint: a document begins with `apiVersion: kilim/v1`; `kilim init` writes an example

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec: {appId: tool, appVersion: "1"}

        """#
      )
    case "K0201":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Jobs
        metadata: {name: first}
        spec: {appId: tool, appVersion: "1"}

        """#,
        #"""
        error[K0201]: there is no kind `Jobs`
         --> K0201.yaml:2:7
          |
        2 | kind: Jobs
          |       ^^^^
          = hint: did you mean `Job`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec: {appId: tool, appVersion: "1"}

        """#
      )
    case "K0202":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinuts: 5

        """#,
        #"""
        error[K0202]: there is no field `maxMinuts` in a Job
         --> K0202.yaml:7:3
          |
        7 |   maxMinuts: 5
          |   ^^^^^^^^^
          = hint: did you mean `maxMinutes`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: 5

        """#
      )
    case "K0203":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: five

        """#,
        #"""
        error[K0203]: `maxMinutes` must be a whole number, not the text `five`
         --> K0203.yaml:7:15
          |
        7 |   maxMinutes: five
          |               ^^^^
          = hint: write the number alone, without a unit

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: 5

        """#
      )
    case "K0204":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec: {appId: tool}

        """#,
        #"""
        error[K0204]: `appVersion` is missing
         --> K0204.yaml:4:1
          |
        4 | spec: {appId: tool}
          | ^^^^
          = hint: `appVersion`: The App's version.

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec: {appId: tool, appVersion: "1"}

        """#
      )
    case "K0205":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveMode: NEVER_EVER

        """#,
        #"""
        error[K0205]: `archiveMode` cannot be `NEVER_EVER`
         --> K0205.yaml:7:16
          |
        7 |   archiveMode: NEVER_EVER
          |                ^^^^^^^^^^
          = hint: allowed: ALWAYS, SKIP_ON_FAIL, NEVER

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveMode: SKIP_ON_FAIL

        """#
      )
    case "K0206":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          nodeCount: 0

        """#,
        #"""
        error[K0206]: `nodeCount` is 0
         --> K0206.yaml:7:14
          |
        7 |   nodeCount: 0
          |              ^
          = hint: allowed is a whole number of 1 or more

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          nodeCount: 1

        """#
      )
    case "K0207":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: a/b}
        spec:
          appId: tool
          appVersion: "1"

        """#,
        #"""
        error[K0207]: `name` cannot be `a/b`
         --> K0207.yaml:3:18
          |
        3 | metadata: {name: a/b}
          |                  ^^^
          = hint: a name has no `/` and no `#`: they are part of `job/NAME#2`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: a-b}
        spec:
          appId: tool
          appVersion: "1"

        """#
      )
    case "K0208":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{arg: --fast, args: [--fast]}]

        """#,
        #"""
        error[K0208]: `arg` and `args` exclude each other
         --> K0208.yaml:8:29
          |
        8 |     appArgs: [{arg: --fast, args: [--fast]}]
          |                             ^^^^
          = hint: `arg` is split into words and `$NAME` filled in; `args` holds literal words

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{arg: --fast}]

        """#
      )
    case "K0209":
      return (
        #"""
        {"appId": "tool", "appVersion": "1", "name": "first", "tenant": "dev", "owner": "ada"}

        """#,
        #"""
        note[K0209]: ignored: `tenant`, `owner`
         --> K0209.json:1:55
          = hint: these have a meaning for the Tapis service only

        """#,
        #"""
        {"appId": "tool", "appVersion": "1", "name": "first"}

        """#
      )
    case "K0210":
      return (
        #"""
        {"name": "first", "appId": "tool-1.0", "executionSystem": "hpc", "archive": true,
         "inputs": {"image": "agave://data/a.png"}, "parameters": {"k": 3}}

        """#,
        #"""
        error[K0210]: this is a job of Agave or Tapis v2, which is not understood
         --> K0210.json:1:2
          |
        1 | {"name": "first", "appId": "tool-1.0", "executionSystem": "hpc", "archive": true,
          |  ^^^^^^
          = hint: write it with the fields of Tapis v3: the notes give the new name of each field

        note[K0210]: `appId` is now `appId` and `appVersion`
         --> K0210.json:1:19
          |
        1 | {"name": "first", "appId": "tool-1.0", "executionSystem": "hpc", "archive": true,
          |                   ^^^^^^^

        note[K0210]: `executionSystem` is now `execSystemId`
         --> K0210.json:1:40
          |
        1 | {"name": "first", "appId": "tool-1.0", "executionSystem": "hpc", "archive": true,
          |                                        ^^^^^^^^^^^^^^^^^

        note[K0210]: `archive` is now `archiveMode`
         --> K0210.json:1:66
          |
        1 | {"name": "first", "appId": "tool-1.0", "executionSystem": "hpc", "archive": true,
          |                                                                  ^^^^^^^^^

        note[K0210]: `inputs` is now `fileInputs`
         --> K0210.json:2:2
          |
        2 |  "inputs": {"image": "agave://data/a.png"}, "parameters": {"k": 3}}
          |  ^^^^^^^^

        note[K0210]: `parameters` is now `parameterSet.appArgs`
         --> K0210.json:2:45
          |
        2 |  "inputs": {"image": "agave://data/a.png"}, "parameters": {"k": 3}}
          |                                             ^^^^^^^^^^^^

        """#,
        #"""
        {"name": "first", "appId": "tool", "appVersion": "1", "archiveMode": "ALWAYS",
         "fileInputs": [{"name": "image", "sourceUrl": "tool.yaml"}],
         "parameterSet": {"appArgs": [{"name": "k", "arg": "--k 3"}]}}

        """#
      )
    case "K0211":
      return (
        #"""
        apiVersion: batch/v1
        kind: Job
        metadata: {name: first}
        spec: {}

        """#,
        #"""
        error[K0211]: `apiVersion` cannot be `batch/v1`
         --> K0211.yaml:1:13
          |
        1 | apiVersion: batch/v1
          |             ^^^^^^^^
          = hint: this version of Kilim understands `kilim/v1`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec: {appId: tool, appVersion: "1"}

        """#
      )
    case "K0212":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          name: second

        """#,
        #"""
        error[K0212]: `name` is `second`, but `metadata.name` is `first`
         --> K0212.yaml:7:9
          |
        7 |   name: second
          |         ^^^^^^
          = hint: both name the same object; leave `spec.name` out

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          name: first

        """#
      )
    case "K0213":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            envVariables: [{key: MODE, value: a}, {key: MODE, value: b}]

        """#,
        #"""
        error[K0213]: `key` `MODE` occurs twice in this list
         --> K0213.yaml:8:49
          |
        8 |     envVariables: [{key: MODE, value: a}, {key: MODE, value: b}]
          |                                                 ^^^^
          = hint: the first one is on line 8

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            envVariables: [{key: MODE, value: a}, {key: OTHER_MODE, value: b}]

        """#
      )
    case "K0214":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          secretEnv: [{key: TOKEN, from: env:MY_TOKEN}]

        """#,
        #"""
        error[K0214]: this version does nothing about `secretEnv`; it compiles the job and cannot run it yet
         --> K0214.yaml:7:14
          |
        7 |   secretEnv: [{key: TOKEN, from: env:MY_TOKEN}]
          |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = hint: leave it out for now; `kilim compile` shows the plan

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"

        """#
      )
    case "K0280":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata:
          name: prepare
        spec:
          appId: tool
          appVersion: "1"
          dependsOn: [job/train]
        ---
        apiVersion: kilim/v1
        kind: Job
        metadata:
          name: train
        spec:
          appId: tool
          appVersion: "1"
          dependsOn: [job/prepare]

        """#,
        #"""
        error[K0280]: these objects wait for each other: job/prepare -> job/train -> job/prepare
         --> K0280.yaml:8:15
          |
        8 |   dependsOn: [job/train]
          |               ^^^^^^^^^
          = hint: take one of the names out of its `dependsOn`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata:
          name: prepare
        spec:
          appId: tool
          appVersion: "1"
        ---
        apiVersion: kilim/v1
        kind: Job
        metadata:
          name: train
        spec:
          appId: tool
          appVersion: "1"
          dependsOn: [job/prepare]

        """#
      )
    case "K0301":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tol
          appVersion: "1"

        """#,
        #"""
        error[K0301]: there is no App `tol`
         --> K0301.yaml:5:10
          |
        5 |   appId: tol
          |          ^^^
          = hint: did you mean `tool`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec: {appId: tool, appVersion: "1"}

        """#
      )
    case "K0302":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          execSystemId: old
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: old}
        spec:
          systemType: LINUX
          host: localhost
          rootDir: /
          enabled: false
          canExec: true
          jobWorkingDir: /tmp/old
          jobRuntimes: [{runtimeType: NATIVE}]

        """#,
        #"""
        error[K0302]: System `old` is disabled
         --> K0302.yaml:7:17
          |
        7 |   execSystemId: old
          |                 ^^^
          = hint: set `enabled: true` in System old, K0302.yaml:9

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          execSystemId: local

        """#
      )
    case "K0303":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
        ---
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: 5

        """#,
        #"""
        error[K0303]: Job `first` is declared twice, first in K0303.yaml, line 1
          --> K0303.yaml:10:18
           |
        10 | metadata: {name: first}
           |                  ^^^^^
           = hint: keep one of them, or give one another name

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
        ---
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: second}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: 5

        """#
      )
    case "K0304":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{name: grid, arg: --grid coarse}]

        """#,
        #"""
        error[K0304]: the app fixes `grid`, a job cannot change it
         --> K0304.yaml:8:15
          |
        8 |     appArgs: [{name: grid, arg: --grid coarse}]
          |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = hint: leave it out of the job; the app says: `--grid fine`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{name: size, arg: --size 3}]

        """#
      )
    case "K0305":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          isMpi: true

        """#,
        #"""
        error[K0305]: `isMpi: true` needs an `mpiCmd`, and nobody gives one
         --> K0305.yaml:7:10
          |
        7 |   isMpi: true
          |          ^^^^
          = hint: add `mpiCmd: mpirun` here, in the app or in the system

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          isMpi: true
          mpiCmd: mpirun

        """#
      )
    case "K0306":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            envVariables: [{key: DATA, value: a}]
          fileInputs: [{sourceUrl: tool.yaml, envKey: DATA}]

        """#,
        #"""
        error[K0306]: the `envKey` `DATA` is already a variable of this job
         --> K0306.yaml:9:47
          |
        9 |   fileInputs: [{sourceUrl: tool.yaml, envKey: DATA}]
          |                                               ^^^^
          = hint: give one of the two another name

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            envVariables: [{key: DATA, value: a}]
          fileInputs: [{sourceUrl: tool.yaml, envKey: DATA_FILE}]

        """#
      )
    case "K0307":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: strict
          appVersion: "1"
          fileInputs: [{name: imagse, sourceUrl: tool.yaml}]
        ---
        apiVersion: kilim/v1
        kind: App
        metadata: {name: strict}
        spec:
          version: "1"
          runtime: NATIVE
          command: [echo]
          strictFileInputs: true
          jobAttributes:
            fileInputs: [{name: images, inputMode: OPTIONAL}]

        """#,
        #"""
        error[K0307]: the app takes only the inputs that it names, and `imagse` is none of them
         --> K0307.yaml:7:16
          |
        7 |   fileInputs: [{name: imagse, sourceUrl: tool.yaml}]
          |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = hint: did you mean `images`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: strict
          appVersion: "1"
          fileInputs: [{name: images, sourceUrl: tool.yaml}]
        ---
        apiVersion: kilim/v1
        kind: App
        metadata: {name: strict}
        spec:
          version: "1"
          runtime: NATIVE
          command: [echo]
          strictFileInputs: true
          jobAttributes:
            fileInputs: [{name: images, inputMode: OPTIONAL}]

        """#
      )
    case "K0308":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          fileInputs: [{sourceUrl: images.csv}]

        """#,
        #"""
        error[K0308]: there is no file or directory `images.csv`
         --> K0308.yaml:7:28
          |
        7 |   fileInputs: [{sourceUrl: images.csv}]
          |                            ^^^^^^^^^^
          = hint: relative paths start at the manifest: /home/ada/jobs/images.csv

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          fileInputs: [{sourceUrl: tool.yaml}]

        """#
      )
    case "K0309":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          fileInputs:
            - {name: one, sourceUrl: tool.yaml, targetPath: data}
            - {name: two, sourceUrl: tool.yaml, targetPath: data}

        """#,
        #"""
        error[K0309]: the inputs `one` and `two` have the same target, `data`
         --> K0309.yaml:9:53
          |
        9 |     - {name: two, sourceUrl: tool.yaml, targetPath: data}
          |                                                     ^^^^
          = hint: give one of them another `targetPath`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          fileInputs:
            - {name: one, sourceUrl: tool.yaml, targetPath: data}
            - {name: two, sourceUrl: tool.yaml, targetPath: more}

        """#
      )
    case "K0310":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            logConfig: {stdoutFilename: ../out.txt, stderrFilename: err.txt}

        """#,
        #"""
        error[K0310]: `..` may not be part of this path: `../out.txt`
         --> K0310.yaml:8:33
          |
        8 |     logConfig: {stdoutFilename: ../out.txt, stderrFilename: err.txt}
          |                                 ^^^^^^^^^^
          = hint: write the path itself, without `..`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            logConfig: {stdoutFilename: out.txt, stderrFilename: err.txt}

        """#
      )
    case "K0311":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          fileInputs: [{sourceUrl: "gs://bucket/images.csv"}]

        """#,
        #"""
        error[K0311]: this version cannot read from `gs:`
         --> K0311.yaml:7:28
          |
        7 |   fileInputs: [{sourceUrl: "gs://bucket/images.csv"}]
          |                            ^^^^^^^^^^^^^^^^^^^^^^^^
          = hint: it reads paths, file:, tapislocal:, tapis://SYSTEM/path, http:, https:, sftp:, ftp: and s3:

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          fileInputs: [{sourceUrl: "https://example.org/images.csv"}]

        """#
      )
    case "K0312":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          dynamicExecSystem: true
          execSystemConstraints: ["HARDWARE.memoryGB >= 512"]

        """#,
        #"""
        error[K0312]: no System matches `HARDWARE.memoryGB >= 512`
         --> K0312.yaml:8:26
          |
        8 |   execSystemConstraints: ["HARDWARE.memoryGB >= 512"]
          |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = hint: local: it has no capability HARDWARE.memoryGB

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          dynamicExecSystem: true
          execSystemConstraints: ["HARDWARE.memoryGB >= 512"]
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: big}
        spec:
          systemType: LINUX
          host: localhost
          rootDir: /
          canExec: true
          jobWorkingDir: /tmp/big
          jobRuntimes: [{runtimeType: NATIVE}]
          jobCapabilities: [{category: HARDWARE, name: memoryGB, datatype: INTEGER, value: "1024"}]

        """#
      )
    case "K0313":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            envVariables: [{key: MODE, value: fast, include: false}]

        """#,
        #"""
        note[K0313]: `MODE` has a value and `include: false`, so it is not set
         --> K0313.yaml:8:20
          |
        8 |     envVariables: [{key: MODE, value: fast, include: false}]
          |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = hint: leave `include` out to set it, or the value to say only that it is not set

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            envVariables: [{key: MODE, value: fast}]

        """#
      )
    case "K0401":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: /tmp/results/${JobUUId}

        """#,
        #"""
        error[K0401]: there is no macro `${JobUUId}`
         --> K0401.yaml:7:34
          |
        7 |   archiveSystemDir: /tmp/results/${JobUUId}
          |                                  ^^^^^^^^^^
          = hint: did you mean `${JobUUID}`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: /tmp/results/${JobUUID}

        """#
      )
    case "K0402":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          execSystemInputDir: ${ExecSystemOutputDir}/in
          execSystemOutputDir: ${ExecSystemInputDir}/out

        """#,
        #"""
        error[K0402]: these macros need each other: ${ExecSystemInputDir} -> ${ExecSystemOutputDir} -> ${ExecSystemInputDir}
         --> K0402.yaml:8:24
          |
        8 |   execSystemOutputDir: ${ExecSystemInputDir}/out
          |                        ^^^^^^^^^^^^^^^^^^^^^
          = hint: give one of them a value without the others

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          execSystemInputDir: /tmp/first/in
          execSystemOutputDir: ${ExecSystemInputDir}/out

        """#
      )
    case "K0403":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: /tmp/results/${JobUUID

        """#,
        #"""
        error[K0403]: `${` has no closing `}`
         --> K0403.yaml:7:21
          |
        7 |   archiveSystemDir: /tmp/results/${JobUUID
          |                     ^^^^^^^^^^^^^^^^^^^^^^
          = hint: write a macro as `${JobUUID}`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: /tmp/results/${JobUUID}

        """#
      )
    case "K0404":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: /tmp/results/${ExecSystemLogicalQueue}

        """#,
        #"""
        error[K0404]: `${ExecSystemLogicalQueue}` has no value here: only BATCH jobs have a queue
         --> K0404.yaml:7:34
          |
        7 |   archiveSystemDir: /tmp/results/${ExecSystemLogicalQueue}
          |                                  ^^^^^^^^^^^^^^^^^^^^^^^^^

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: /tmp/results/${JobName}

        """#
      )
    case "K0405":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: HOST_EVAL($SCRATCH)/results

        """#,
        #"""
        error[K0405]: HOST_EVAL: `$SCRATCH` is not set in your environment, and no default is given
         --> K0405.yaml:7:21
          |
        7 |   archiveSystemDir: HOST_EVAL($SCRATCH)/results
          |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = hint: write `HOST_EVAL($SCRATCH, DEFAULT)`, or export SCRATCH

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: HOST_EVAL($SCRATCH, /tmp)/results

        """#
      )
    case "K0406":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{arg: "--quick; rm -f core"}]

        """#,
        #"""
        error[K0406]: an `arg` holds words, and this one has `;`, which separates commands
         --> K0406.yaml:8:21
          |
        8 |     appArgs: [{arg: "--quick; rm -f core"}]
          |                     ^^^^^^^^^^^^^^^^^^^^^
          = hint: quote it to pass it on as text, write literal words in `args: [...]`, or put shell code in `cmdPrefix`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{arg: --quick}, {args: [--note, "a; b"]}]

        """#
      )
    case "K0407":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{arg: "--title it's"}]

        """#,
        #"""
        error[K0407]: the quote ' is never closed
         --> K0407.yaml:8:21
          |
        8 |     appArgs: [{arg: "--title it's"}]
          |                     ^^^^^^^^^^^^^^
          = hint: close the quote, or put a backslash in front of it

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{arg: "--title \"it's\""}]

        """#
      )
    case "K0408":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          dynamicExecSystem: true
          execSystemConstraints: ["memoryGB >="]

        """#,
        #"""
        error[K0408]: the value after `>=` is missing at the end (character 12)
         --> K0408.yaml:8:27
          |
        8 |   execSystemConstraints: ["memoryGB >="]
          |                           ^^^^^^^^^^^^^
          = hint: write a number, a text in quotes, or TRUE

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          dynamicExecSystem: true
          execSystemConstraints: ["HARDWARE.memoryGB >= 512"]
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: big}
        spec:
          systemType: LINUX
          host: localhost
          rootDir: /
          canExec: true
          jobWorkingDir: /tmp/big
          jobRuntimes: [{runtimeType: NATIVE}]
          jobCapabilities: [{category: HARDWARE, name: memoryGB, datatype: INTEGER, value: "1024"}]

        """#
      )
    case "K0501":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          execSystemId: zips
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: zips}
        spec:
          systemType: LINUX
          host: localhost
          rootDir: /
          canExec: true
          jobWorkingDir: /tmp/zips
          jobRuntimes: [{runtimeType: ZIP}]

        """#,
        #"""
        error[K0501]: System `zips` does not offer the runtime NATIVE of App tool@1
         --> K0501.yaml:7:17
          |
        7 |   execSystemId: zips
          |                 ^^^^
          = hint: it offers: ZIP; add NATIVE to `jobRuntimes` in System zips, K0501.yaml:9

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          execSystemId: zips
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: zips}
        spec:
          systemType: LINUX
          host: localhost
          rootDir: /
          canExec: true
          jobWorkingDir: /tmp/zips
          jobRuntimes: [{runtimeType: ZIP}, {runtimeType: NATIVE}]

        """#
      )
    case "K0502":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            containerArgs: [{arg: --network none}]

        """#,
        #"""
        error[K0502]: a program of the runtime NATIVE has no container to give arguments to
         --> K0502.yaml:8:21
          |
        8 |     containerArgs: [{arg: --network none}]
          |                     ^^^^^^^^^^^^^^^^^^^^^
          = hint: arguments of the program belong in appArgs

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            appArgs: [{arg: --network none}]

        """#
      )
    case "K0503":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          cmdPrefix: time

        """#,
        #"""
        error[K0503]: the exec system does not allow a `cmdPrefix`, which a shell would run as it is
         --> K0503.yaml:7:14
          |
        7 |   cmdPrefix: time
          |              ^^^^
          = hint: set `enableCmdPrefix: true` in System local (built in), or leave `cmdPrefix` out

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          execSystemId: prefixed
          cmdPrefix: time
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: prefixed}
        spec:
          systemType: LINUX
          host: localhost
          rootDir: /
          canExec: true
          enableCmdPrefix: true
          jobWorkingDir: /tmp/prefixed
          jobRuntimes: [{runtimeType: NATIVE}]

        """#
      )
    case "K0504":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            archiveFilter: {includes: ["REGEX:(a"]}

        """#,
        #"""
        error[K0504]: the pattern `REGEX:(a` is wrong: the ( has no ); write \( for the character itself
         --> K0504.yaml:8:39
          |
        8 |     archiveFilter: {includes: ["REGEX:(a"]}
          |                                       ^^
          = hint: write a glob such as `**/*.csv`, or `REGEX:` and a regular expression

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            archiveFilter: {includes: ["REGEX:(a|b)"]}

        """#
      )
    case "K0505":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            archiveFilter: {includes: ["/etc/passwd"]}

        """#,
        #"""
        warning[K0505]: the pattern `/etc/passwd` can never match: paths are relative to the output directory: no leading /
         --> K0505.yaml:8:32
          |
        8 |     archiveFilter: {includes: ["/etc/passwd"]}
          |                                ^^^^^^^^^^^^^
          = hint: patterns are relative to the output directory

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            archiveFilter: {includes: ["*.csv"]}

        """#
      )
    case "K0506":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          jobType: BATCH
          execSystemId: hpc
          memoryMB: 2000
          maxMinutes: 90
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: hpc}
        spec:
          systemType: LINUX
          host: login.example.org
          rootDir: /
          canExec: true
          canRunBatch: true
          batchScheduler: SLURM
          jobWorkingDir: /scratch
          jobRuntimes: [{runtimeType: NATIVE}]
          batchLogicalQueues: [{name: short, hpcQueueName: main, maxMinutes: 60}]

        """#,
        #"""
        error[K0506]: maxMinutes 90 does not fit the queue `short` of System `hpc`, which takes at most 60
          --> K0506.yaml:10:15
           |
        10 |   maxMinutes: 90
           |               ^^
           = hint: set `maxMinutes` to at most 60

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          jobType: BATCH
          execSystemId: hpc
          memoryMB: 2000
          maxMinutes: 60
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: hpc}
        spec:
          systemType: LINUX
          host: login.example.org
          rootDir: /
          canExec: true
          canRunBatch: true
          batchScheduler: SLURM
          jobWorkingDir: /scratch
          jobRuntimes: [{runtimeType: NATIVE}]
          batchLogicalQueues: [{name: short, hpcQueueName: main, maxMinutes: 60}]

        """#
      )
    case "K0507":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          notifications: [{url: ada}]

        """#,
        #"""
        error[K0507]: `ada` is neither a mail address nor an http(s) URL
         --> K0507.yaml:7:25
          |
        7 |   notifications: [{url: ada}]
          |                         ^^^
          = hint: write `name@host` or `https://host/path`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          notifications: [{url: ada@example.org}]

        """#
      )
    case "K0508":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          # The variable PLACE holds a line end.
          archiveSystemDir: HOST_EVAL($PLACE)/results

        """#,
        #"""
        error[K0508]: a control character is in it
         --> K0508.yaml:8:21
          |
        8 |   archiveSystemDir: HOST_EVAL($PLACE)/results
          |                     ^^^^^^^^^^^^^^^^^^^^^^^^^

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          archiveSystemDir: HOST_EVAL($HOME)/results

        """#
      )
    case "K0509":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            schedulerOptions: [{arg: --acount TACC-1}]

        """#,
        #"""
        error[K0509]: `--acount` is no option of sbatch
         --> K0509.yaml:8:30
          |
        8 |     schedulerOptions: [{arg: --acount TACC-1}]
          |                              ^^^^^^^^^^^^^^^
          = hint: did you mean `--account`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            schedulerOptions: [{arg: --account TACC-1}]

        """#
      )
    case "K0510":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            schedulerOptions: [{arg: --time 60}]

        """#,
        #"""
        error[K0510]: `--time` is set by Kilim, from `maxMinutes`
         --> K0510.yaml:8:30
          |
        8 |     schedulerOptions: [{arg: --time 60}]
          |                              ^^^^^^^^^
          = hint: give `maxMinutes` in the job or its App, and leave this out

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          maxMinutes: 60

        """#
      )
    case "K0511":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            schedulerOptions: [{arg: --account $GROUP}]

        """#,
        #"""
        error[K0511]: `--account` has `$GROUP`, and a scheduler fills in no variables
         --> K0511.yaml:8:30
          |
        8 |     schedulerOptions: [{arg: --account $GROUP}]
          |                              ^^^^^^^^^^^^^^^^
          = hint: write the value itself, a macro such as `${JobName}`, or `\$` for a dollar sign

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          parameterSet:
            schedulerOptions: [{arg: --account TACC-1}]

        """#
      )
    case "K0512":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          jobType: BATCH
          execSystemId: hpc
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: hpc}
        spec:
          systemType: LINUX
          host: login.example.org
          rootDir: /
          canExec: true
          canRunBatch: true
          batchScheduler: SLURM
          jobWorkingDir: /scratch
          jobRuntimes: [{runtimeType: NATIVE}]
          batchLogicalQueues: [{name: short, hpcQueueName: main, maxMinutes: 60}]

        """#,
        #"""
        warning[K0512]: nobody sets `memoryMB` and `maxMinutes`, so this BATCH job gets 100 MB of memory per node and 10 minutes
         --> K0512.yaml:5:10
          |
        5 |   appId: tool
          |          ^^^^
          = hint: add `memoryMB` and `maxMinutes` to the job or its App

        warning[K0214]: this version gives no jobs to the scheduler of another machine, and System `hpc` is the host `login.example.org`; it compiles the job and cannot run it yet
         --> K0512.yaml:8:17
          |
        8 |   execSystemId: hpc
          |                 ^^^
          = hint: write `jobType: FORK`, or run kilim on that machine; `kilim compile` shows the plan

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          jobType: BATCH
          execSystemId: hpc
          memoryMB: 2000
          maxMinutes: 60
        ---
        apiVersion: kilim/v1
        kind: System
        metadata: {name: hpc}
        spec:
          systemType: LINUX
          host: login.example.org
          rootDir: /
          canExec: true
          canRunBatch: true
          batchScheduler: SLURM
          jobWorkingDir: /scratch
          jobRuntimes: [{runtimeType: NATIVE}]
          batchLogicalQueues: [{name: short, hpcQueueName: main, maxMinutes: 60}]

        """#
      )
    case "K0701":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - grid: {k: [1, 3, 5]}
          exclude: ["k = 1"]
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#,
        #"""
        error[K0701]: `=` has no meaning here
         --> K0701.yaml:7:16
          |
        7 |   exclude: ["k = 1"]
          |                ^
          = hint: equal is written `==`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - grid: {k: [1, 3, 5]}
          exclude: ["k == 1"]
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#
      )
    case "K0702":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - grid: {k: [0, 3, 5]}
              derived: {rate: 1 / k}
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#,
        #"""
        error[K0702]: a division by zero, in the point {"k":0}
         --> K0702.yaml:8:3
          |
        8 |   template:
          |   ^^^^^^^^

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - grid: {k: [1, 3, 5]}
              derived: {rate: 1 / k}
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#
      )
    case "K0703":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - grid: {k: [1, 3, 5], metric: [cosine, euclidean]}
          exclude: ["metrik == 'cosine'"]
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#,
        #"""
        error[K0703]: there is no parameter `metrik`
         --> K0703.yaml:7:14
          |
        7 |   exclude: ["metrik == 'cosine'"]
          |              ^^^^^^
          = hint: did you mean `metric`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - grid: {k: [1, 3, 5], metric: [cosine, euclidean]}
          exclude: ["metric == 'cosine'"]
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#
      )
    case "K0704":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - csv: points.csv
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#,
        #"""
        error[K0704]: there is no file `points.csv` beside the manifest
         --> K0704.yaml:6:12
          |
        6 |     - csv: points.csv
          |            ^^^^^^^^^^
          = hint: paths start at the manifest's directory

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - list: [{k: 1}, {k: 3}]
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#
      )
    case "K0705":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters: []
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#,
        #"""
        error[K0705]: the sweep has no point
         --> K0705.yaml:5:15
          |
        5 |   parameters: []
          |               ^^
          = hint: give a parameter a value, as in `- grid: {k: [1, 2, 3]}`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: points}
        spec:
          parameters:
            - grid: {k: [1, 3, 5]}
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: k, arg: "--k ${sweep.k}"}]}

        """#
      )
    case "K0721":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: prepare
              job:
                appId: tool
                appVersion: "1"
            - name: train
              dependsOn: [prepair]
              job:
                appId: tool
                appVersion: "1"

        """#,
        #"""
        error[K0721]: there is no step `prepair`
          --> K0721.yaml:11:19
           |
        11 |       dependsOn: [prepair]
           |                   ^^^^^^^
           = hint: did you mean `prepare`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: prepare
              job:
                appId: tool
                appVersion: "1"
            - name: train
              dependsOn: [prepare]
              job:
                appId: tool
                appVersion: "1"

        """#
      )
    case "K0722":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: prepare
              dependsOn: [report]
              job:
                appId: tool
                appVersion: "1"
            - name: train
              job:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "--data ${steps.prepare.outputDir}"}]}
            - name: report
              dependsOn: [train]
              job:
                appId: tool
                appVersion: "1"

        """#,
        #"""
        error[K0722]: these steps wait for each other: prepare -> report -> train -> prepare
         --> K0722.yaml:7:19
          |
        7 |       dependsOn: [report]
          |                   ^^^^^^
          = hint: one of them has to be able to start first

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: prepare
              job:
                appId: tool
                appVersion: "1"
            - name: train
              job:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "--data ${steps.prepare.outputDir}"}]}
            - name: report
              dependsOn: [train]
              job:
                appId: tool
                appVersion: "1"

        """#
      )
    case "K0723":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
                results: [{name: accuracy, file: metrics.json, json: .accuracy}]
            - name: report
              job:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "--accuracy ${steps.train.results.acuracy}"}]}

        """#,
        #"""
        error[K0723]: the step `train` has no result `acuracy`
          --> K0723.yaml:15:61
           |
        15 |         parameterSet: {appArgs: [{name: a, arg: "--accuracy ${steps.train.results.acuracy}"}]}
           |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = hint: did you mean `accuracy`?

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
                results: [{name: accuracy, file: metrics.json, json: .accuracy}]
            - name: report
              job:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "--accuracy ${steps.train.results.accuracy}"}]}

        """#
      )
    case "K0724":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
            - name: report
              job:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "--points ${steps.train.pointsFile}"}]}

        """#,
        #"""
        error[K0724]: the step `train` has no `pointsFile`
          --> K0724.yaml:14:59
           |
        14 |         parameterSet: {appArgs: [{name: a, arg: "--points ${steps.train.pointsFile}"}]}
           |                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^
           = hint: it is a Job: `${steps.train.outputDir}` has its outputs

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
            - name: report
              job:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "--metrics ${steps.train.outputDir}/metrics.json"}]}

        """#
      )
    case "K0725":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
            - name: report
              when: steps.train.status == 'DONE'
              job:
                appId: tool
                appVersion: "1"
            - name: publish
              dependsOn: [report]
              job:
                appId: tool
                appVersion: "1"

        """#,
        #"""
        error[K0725]: the step `report` can never run, nor can `publish`
          --> K0725.yaml:11:13
           |
        11 |       when: steps.train.status == 'DONE'
           |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = hint: its `when` is false whatever happens; a status is one of FINISHED, FAILED, CANCELLED, SKIPPED

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
            - name: report
              when: steps.train.status == 'FINISHED'
              job:
                appId: tool
                appVersion: "1"
            - name: publish
              dependsOn: [report]
              job:
                appId: tool
                appVersion: "1"

        """#
      )
    case "K0726":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
            - name: report
              job:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "--data ${steps.train.output}"}]}

        """#,
        #"""
        error[K0726]: `${steps.train.output}` names no value of a step
          --> K0726.yaml:14:57
           |
        14 |         parameterSet: {appArgs: [{name: a, arg: "--data ${steps.train.output}"}]}
           |                                                         ^^^^^^^^^^^^^^^^^^^^^
           = hint: the forms are `${steps.NAME.outputDir}`, `.archiveDir`, `.pointsFile` and `.results.KEY`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
            - name: report
              job:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "--data ${steps.train.outputDir}"}]}

        """#
      )
    case "K0727":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
                results: [{name: accuracy, file: metrics.json, json: .accuracy}]
            - name: report
              when: train.accuracy > 0.9
              job:
                appId: tool
                appVersion: "1"

        """#,
        #"""
        error[K0727]: `train.accuracy` is nothing that a condition knows
          --> K0727.yaml:12:13
           |
        12 |       when: train.accuracy > 0.9
           |             ^^^^^^^^^^^^^^
           = hint: it knows `steps.NAME.status` and `steps.NAME.results.KEY`; texts stand in quotes

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Workflow
        metadata: {name: pipeline}
        spec:
          steps:
            - name: train
              job:
                appId: tool
                appVersion: "1"
                results: [{name: accuracy, file: metrics.json, json: .accuracy}]
            - name: report
              when: steps.train.results.accuracy > 0.9
              job:
                appId: tool
                appVersion: "1"

        """#
      )
    case "K0604":
      return (
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          # Run #1 has finished, without `runToken`.
          runToken: again
          updatePolicy: {afterFinish: Reject}

        """#,
        #"""
        error[K0604]: job/first changed, and its `afterFinish: Reject` refuses a new run after run #1
         --> K0604.yaml:9:3
          |
        9 |   updatePolicy: {afterFinish: Reject}
          |   ^^^^^^^^^^^^
          = hint: undo the change, or set another updatePolicy

        """#,
        #"""
        apiVersion: kilim/v1
        kind: Job
        metadata: {name: first}
        spec:
          appId: tool
          appVersion: "1"
          runToken: again
          updatePolicy: {afterFinish: Rerun}

        """#
      )
    case "K0605":
      return (
        #"""
        apiVersion: kilim/v1
        kind: App
        metadata: {name: frozen}
        spec:
          version: "1"
          runtime: NATIVE
          command: [date]
          locked: true

        """#,
        #"""
        error[K0605]: App `frozen@1` is locked, and this changes it
         --> K0605.yaml:8:11
          |
        8 |   locked: true
          |           ^^^^
          = hint: give the change another `version`, or write `locked: false`

        """#,
        #"""
        apiVersion: kilim/v1
        kind: App
        metadata: {name: frozen}
        spec:
          version: "2"
          runtime: NATIVE
          command: [date]
          locked: true

        """#
      )
    default: return ("", "", "")
    }
  }
}
