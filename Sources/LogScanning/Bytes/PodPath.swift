/// The pod and the container that a kubelet's log file belongs to:
/// `…/pods/NAMESPACE_POD_UID/CONTAINER/N.log`, rotated ones included.
struct PodPath {
  var pod: String
  var container: String

  /// Nil for all other inputs.
  init?(_ input: InputObject) {
    guard case .file(let path) = input.kind else { return nil }
    let parts = (input.formerPath ?? path).split(separator: "/")
    guard parts.count >= 4, parts[parts.count - 4] == "pods", let name = parts.last else {
      return nil
    }
    let restart = name.prefix { $0.isNumber }
    let owner = parts[parts.count - 3].split(separator: "_", omittingEmptySubsequences: false)
    guard !restart.isEmpty, name.dropFirst(restart.count).hasPrefix(".log"), owner.count == 3,
      !owner[1].isEmpty
    else { return nil }
    pod = String(owner[1])
    container = String(parts[parts.count - 2])
  }
}
