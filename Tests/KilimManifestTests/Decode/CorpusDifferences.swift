/// The definitions that Kilim refuses though Tapis' schemas accept them; `specs/decisions` says why
/// of each group.
enum CorpusDifferences {
  /// Code and path of the first error.
  static let expected: [String: String] = {
    var all: [String: String] = [:]
    for (place, names) in placeholders { for name in names { all[name] = "K0207 \(place)" } }
    all["systems/tapis-project__application-repository__systems__stampede2-system-def.json"] =
      "K0107 "
    for name in ["a2cps__rstudio-secure", "rstudio"] {
      all["apps/TACC__WMA-Tapis-Templates__applications__\(name)__app.json"] =
        "K0406 spec.jobAttributes.parameterSet.appArgs[0].arg"
    }
    all["apps/TACC__WMA-Tapis-Templates__applications__all-fields__test-container-args.json"] =
      "K0510 spec.jobAttributes.parameterSet.containerArgs[1].arg"
    let server = "tapis-project__FlexServ-Deployer__tapis_def__1.4.0"
    all["apps/\(server)__app.json"] =
      "K0406 spec.jobAttributes.parameterSet.schedulerOptions[2].arg"
    all["jobs/\(server)__job.json"] = "K0406 spec.parameterSet.schedulerOptions[1].arg"
    return all
  }()

  private static let repository = "tapis-project__application-repository__"

  /// Nobody filled them in, or a name is an address.
  private static let placeholders = [
    "spec.id": [
      "apps/DesignSafe-CI__dapi__dapi__templates__apps__container__app.json",
      "apps/TACC__WMA-Tapis-Templates__applications__oidc__hello-world__sal-expanse__app.json",
      "apps/\(repository)img-classify__app_definition.json",
      "apps/\(repository)jupyter-notebook__app_definition.json",
      "apps/\(repository)opensees-express__app_definition_singularity.json",
      "apps/\(repository)opensees-mp__app_definition_mp_singularity.json",
      "apps/\(repository)shell-script__fork_docker__app_definition.json",
      "systems/TACC__WMA-Tapis-Templates__systems__project.root.example.json",
    ],
    "spec.appId": [
      "jobs/\(repository)img-classify__job_definition.json",
      "jobs/\(repository)jupyter-notebook__job_definition.json",
      "jobs/\(repository)material-point-method__mpm-dummy-src__job_definition.json",
      "jobs/\(repository)opensees-express__job_def_opensees_express_singularity_sp.json",
      "jobs/\(repository)opensees-express__job_definition_default.json",
      "jobs/\(repository)opensees-express__job_definition_multiple_inputs.json",
      "jobs/\(repository)opensees-mp__job_definition_opensees_mp_singularity.json",
      "jobs/\(repository)shell-script__batch_zip__job_definition.json",
      "jobs/\(repository)shell-script__fork_docker__job_definition.json",
      "jobs/\(repository)shell-script__fork_singularity__job_definition.json",
      "jobs/\(repository)shell-script__fork_zip__job_definition.json",
    ],
    "spec.execSystemId": [
      "jobs/\(repository)summarize-text__job.json",
      "jobs/tapis-project__workflows-tutorial__block1__templates__job-mpm-run.json",
    ],
  ]
}
