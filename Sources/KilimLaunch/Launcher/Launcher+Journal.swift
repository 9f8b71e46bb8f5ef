extension Launcher {
  /// Something waits for the disk.
  var wantsSync: Bool {
    journal.written > synced
      && (!undelivered.isEmpty || groups.values.contains { !$0.claiming.isEmpty })
  }

  func writeJournal() {
    if needsRewrite, !syncer.isBusy { rewriteJournal() }
    _ = journal.flush()
    compactJournal()
    tellJournalFailure()
  }

  func syncIfDue() {
    guard wantsSync, !syncer.isBusy, journal.failure == nil, !needsRewrite else { return }
    guard isSyncUrgent || now - lastSync >= Self.syncSpacing else { return }
    syncing = journal.written
    syncer.request(file: journal.descriptor, directory: isNameSynced ? -1 : seat.directory)
  }

  /// Nothing else will happen until the disk has answered.
  private var isSyncUrgent: Bool {
    let quiet = children.isEmpty && stopping.isEmpty && groups.values.allSatisfy(\.ready.isEmpty)
    return quiet || groups.values.contains(where: \.starves)
  }

  func finishSync() {
    guard let failure = syncer.answer() else { return }
    lastSync = now
    guard failure == 0 else {
      // The system may have dropped what it could not write: only a new file can be trusted.
      needsRewrite = true
      toldFailure = nil
      return
    }
    synced = max(synced, syncing)
    isNameSynced = true
    advance()
  }

  /// Writes the journal anew once most of it is of tokens that are over and acknowledged.
  private func compactJournal() {
    guard journal.size > 4 << 20, journal.size > jobs.count * 1000, !syncer.isBusy,
      journal.failure == nil
    else { return }
    rewriteJournal()
  }

  func rewriteJournal() {
    guard journal.rewrite(snapshot()) else { return }
    needsRewrite = false
    synced = journal.appended
    isNameSynced = true
    advance()
  }

  /// Entries that say all that is known now.
  private func snapshot() -> [JournalRecord] {
    var records = [JournalRecord.launcher(bootID: bootID, process: own, at: HostClock.now)]
    if let damagedAt { records.append(.damaged(at: damagedAt)) }
    var claimed: [LaunchToken] = []
    for job in jobs.values {
      switch job.state {
      case .waiting: break
      case .claiming, .ready: claimed.append(job.token)
      case .running(let program):
        records.append(.starting(job.token, program.intent))
        records.append(.started(job.token, program.identity))
        if let exit = program.exit { records.append(.programEnded(job.token, exit)) }
      case .over(let outcome, _): records.append(.over(job.token, outcome))
      }
    }
    if !claimed.isEmpty { records.append(.claimed(claimed)) }
    return records
  }

  private func tellJournalFailure() {
    let failure = journal.failure ?? (needsRewrite ? "it could not be brought to disk" : nil)
    guard failure != toldFailure else { return }
    toldFailure = failure
    if let failure { tellAll(.journalFailure(reason: failure)) }
  }
}
