/// Definitions as a Tapis user has them: no envelope, fields of the cloud included.
enum RawTapis {
  static func system(_ folder: String) -> String {
    """
    {
      "id": "raw-system", "systemType": "LINUX", "host": "localhost", "owner": "somebody",
      "effectiveUserId": "${apiUserId}", "defaultAuthnMethod": "PKI_KEYS", "canExec": true,
      "rootDir": "/", "jobWorkingDir": "\(folder)",
      "jobRuntimes": [{"runtimeType": "ZIP"}], "tenant": "dev", "isPublic": true
    }
    """
  }

  static func app(_ archive: String) -> String {
    """
    {
      "id": "raw-app", "version": "0.1", "containerImage": "\(archive)", "runtime": "ZIP",
      "jobType": "FORK", "owner": "somebody", "sharedAppCtx": "somebody",
      "jobAttributes": {
        "execSystemId": "raw-system",
        "parameterSet": {
          "appArgs": [{"name": "who", "arg": null, "inputMode": "REQUIRED"}],
          "archiveFilter": {"includes": [], "excludes": [], "includeLaunchFiles": false}
        }
      }
    }
    """
  }

  static let job = """
    {
      "name": "raw-job", "appId": "raw-app", "appVersion": "0.1", "tenant": "dev",
      "parameterSet": {"appArgs": [{"name": "who", "arg": "world"}]}
    }
    """
}
