extension WorkflowGraph {
  /// The cluster, if there is one of that id.
  func place(of cluster: String?) -> String? {
    cluster.flatMap { id in clusters.contains { $0.id == id } ? id : nil }
  }

  /// The cluster around a cluster; nil also for one that lies, in the end, inside itself.
  func parent(of cluster: GraphCluster) -> String? {
    guard let parent = place(of: cluster.parent) else { return nil }
    return chain(from: parent).contains(cluster.id) ? nil : parent
  }

  /// The cluster and those around it, the innermost first.
  func chain(from cluster: String?) -> [String] {
    var chain: [String] = []
    var next = place(of: cluster)
    while let id = next, !chain.contains(id) {
      chain.append(id)
      next = place(of: clusters.first { $0.id == id }?.parent)
    }
    return chain
  }

  func isInside(_ cluster: String?, _ outer: String) -> Bool {
    chain(from: cluster).contains(outer)
  }
}
