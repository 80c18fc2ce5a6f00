import LogModel

/// Names what runs, from an entry's resource, labels and log name.
///
/// Label names are those of the monitored resource types of Cloud Logging. Empty texts count as
/// absent.
struct SourceNaming {
  var resourceType: String?
  var resourceLabels: [String: String] = [:]
  /// labels.instanceId, where the entry has it.
  var instanceId: String?
  /// labels."k8s-pod/app".
  var podApp: String?
  /// labels."compute.googleapis.com/resource_name".
  var machineName: String?
  /// protoPayload.resourceName.
  var auditResource: String?
  /// jsonPayload.involvedObject.fieldPath of Kubernetes events.
  var involvedField: String?
  /// jsonPayload.involvedObject.name.
  var involvedName: String?
  var logName = ""
  /// For entries without a resource: the file they stand in.
  var fileName: String?
  /// For entries without a resource: the pod whose log the file is.
  var podPath: PodPath?
  /// For entries without a resource: what stands before their line, see ``LinePrefix``.
  var origin: String?

  /// A service as the entry names it; its environment is not known yet.
  struct Named {
    var project: String?
    var service: String?
    var platform: String?
    var location: String?
    var revision: String?
    var instance: String?
    var log: String
  }

  var named: Named {
    let (logProject, log) = SourceNaming.taken(apart: logName)
    var named = Named(log: log)
    named.project = label("project_id") ?? logProject
    named.location = label("location") ?? label("region") ?? label("zone")
    named.instance = instanceId
    switch resourceType {
    case "cloud_run_revision": nameRunService(&named)
    case "cloud_run_job":
      named.platform = "cloud-run-job"
      named.service = label("job_name")
    case "k8s_container":
      named.platform = "kubernetes"
      named.service = label("container_name")
      named.instance = SourceNaming.podInstance(label("pod_name"), label("container_name"))
    case "container", "gke_container":
      // The types of the time before Kubernetes Engine Monitoring.
      named.platform = "kubernetes"
      named.service = label("container_name")
      named.instance = SourceNaming.podInstance(label("pod_id"), label("container_name"))
    case "k8s_pod": namePod(&named)
    case "k8s_node":
      named.platform = "kubernetes"
      named.service = label("node_name")
      named.instance = label("node_name")
    case "k8s_cluster", "gke_cluster":
      named.platform = "kubernetes"
      named.service = label("cluster_name")
    case "gae_app":
      named.platform = "app-engine"
      named.service = label("module_id")
      named.revision = label("version_id")
    case "cloud_function":
      named.platform = "cloud-functions"
      named.service = label("function_name")
    case "gce_instance":
      named.platform = "compute-engine"
      named.service = label("instance_id") ?? machineName
      named.instance = label("instance_id") ?? machineName
    case "cloudsql_database":
      named.platform = "cloud-sql"
      named.service = label("database_id")
    case "http_load_balancer", "l7_lb_rule", "internal_http_lb_rule":
      named.platform = "load-balancer"
      named.service = label("backend_service_name") ?? label("url_map_name")
    case "generic_task":
      named.service = label("job")
      named.instance = label("task_id")
    case "generic_node":
      named.service = label("node_id")
      named.instance = label("node_id")
    case "audited_resource": nameAudited(&named)
    case nil: nameByPlace(&named)
    default:
      named.service = ["service_name", "job_name", "name"].lazy.compactMap { label($0) }.first
    }
    return named
  }

  /// Whether the instance is named by its id, whatever that is: then entries that differ from this one
  /// in nothing but the id have names that differ in nothing but the instance.
  var namesInstanceById: Bool {
    guard let instanceId else { return false }
    var other = self
    // Nothing else depends on which id it is, and no other name ends so.
    let otherId = instanceId + "\u{0}"
    other.instanceId = otherId
    return named.instance == instanceId && other.named.instance == otherId
  }

  /// Names what wrote an entry without a resource, by what stands before it or by its file.
  private func nameByPlace(_ named: inout Named) {
    if let origin, origin.hasPrefix("[pod/") {
      // `[pod/NAME/CONTAINER]`
      let parts = origin.dropFirst(5).dropLast().split(separator: "/", maxSplits: 1)
      named.platform = "kubernetes"
      named.service = parts.last.map { String($0) }
      named.instance = instanceId ?? parts.joined(separator: "/")
    } else if let origin, origin.hasSuffix("|") {
      // `web-1  |`
      let name = origin.dropLast().prefix { $0 != " " }
      let number = name.lastIndex { $0 == "-" || $0 == "_" }
      named.service = number.map { String(name[..<$0]) }
      named.instance = instanceId ?? String(name)
    } else if let origin {
      named.instance = instanceId ?? origin
    } else if let podPath {
      named.platform = "kubernetes"
      named.service = podPath.container
      named.instance = instanceId ?? "\(podPath.pod)/\(podPath.container)"
    } else {
      named.instance = instanceId ?? fileName
    }
  }

  private func label(_ name: String) -> String? { resourceLabels[name] }

  private func nameRunService(_ named: inout Named) {
    named.platform = "cloud-run"
    let audited = auditResource.map { SourceNaming.segments($0) } ?? [:]
    named.service = label("service_name") ?? audited["services"] ?? label("configuration_name")
    named.revision = label("revision_name") ?? audited["revisions"]
    if named.service == nil, let revision = named.revision {
      named.service = SourceNaming.service(ofRevision: revision)
    }
  }

  /// `sync-00042-abc` is a revision of `sync`.
  private static func service(ofRevision revision: String) -> String {
    let parts = revision.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[parts.count - 2].allSatisfy({ $0.isNumber }) else {
      return revision
    }
    return parts.dropLast(2).joined(separator: "-")
  }

  private func namePod(_ named: inout Named) {
    named.platform = "kubernetes"
    let pod = label("pod_name") ?? involvedName
    // `spec.containers{api}`
    let container = involvedField.flatMap { path -> String? in
      guard let open = path.firstIndex(of: "{"), path.hasSuffix("}") else { return nil }
      let name = path[path.index(after: open)...].dropLast()
      return name.isEmpty ? nil : String(name)
    }
    named.service = podApp ?? container ?? pod.map { SourceNaming.workload(ofPod: $0) }
    named.instance = SourceNaming.podInstance(pod, container)
  }

  private static func podInstance(_ pod: String?, _ container: String?) -> String? {
    guard let pod else { return nil }
    return container.map { "\(pod)/\($0)" } ?? pod
  }

  /// A pod's name without what its controller appended: `api-7d9f8b6c5d-x2x7k` → `api`.
  static func workload(ofPod pod: String) -> String {
    var parts = pod.split(separator: "-", omittingEmptySubsequences: false)
    func isGenerated(_ part: Substring, _ length: ClosedRange<Int>) -> Bool {
      // The alphabet of Kubernetes' generated names: no vowels, no 0, 1, 3.
      length ~= part.utf8.count && part.allSatisfy { "bcdfghjklmnpqrstvwxz2456789".contains($0) }
    }
    guard parts.count > 1, let last = parts.last else { return pod }
    if last.allSatisfy({ $0.isNumber }) {
      parts.removeLast()
    } else if isGenerated(last, 5...5) {
      parts.removeLast()
      if parts.count > 1, let hash = parts.last, isGenerated(hash, 6...10),
        hash.contains(where: { $0.isNumber })
      {
        parts.removeLast()
      }
    }
    return parts.joined(separator: "-")
  }

  private func nameAudited(_ named: inout Named) {
    let api = label("service")
    guard api == "run.googleapis.com", let auditResource else {
      named.service = api
      return
    }
    named.platform = "cloud-run"
    let audited = SourceNaming.segments(auditResource)
    named.revision = audited["revisions"]
    named.service =
      audited["services"] ?? named.revision.map { SourceNaming.service(ofRevision: $0) }
      ?? auditResource.split(separator: "/").last.map { String($0) }
    named.location = named.location ?? audited["locations"]
  }

  /// `namespaces/p/revisions/r` → `["namespaces": "p", "revisions": "r"]`
  private static func segments(_ path: String) -> [String: String] {
    let parts = path.split(separator: "/").map { String($0) }
    var segments: [String: String] = [:]
    for index in stride(from: 0, to: parts.count - 1, by: 2) {
      segments[parts[index]] = parts[index + 1]
    }
    return segments
  }

  /// `projects/p/logs/run.googleapis.com%2Fstderr` → `p` and `run.googleapis.com/stderr`.
  static func taken(apart logName: String) -> (project: String?, log: String) {
    var project: String?
    if logName.hasPrefix("projects/") {
      let name = logName.dropFirst(9).prefix { $0 != "/" }
      if !name.isEmpty { project = String(name) }
    }
    let bytes = Array(logName.utf8)
    let marker = Array("/logs/".utf8)
    // The library's search for a part takes 5,000 cycles a name; a crash loop has many sources.
    let start = bytes.indices.first { bytes[$0] == 0x2F && bytes[$0...].starts(with: marker) }
    return (project, percentDecoded(bytes[(start.map { $0 + marker.count } ?? 0)...]))
  }

  private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == 0x25, index + 2 < bytes.endIndex,
        let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
        let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
      {
        decoded.append(UInt8(high * 16 + low))
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
