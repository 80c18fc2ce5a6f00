extension PatternDecoder {
  static let profileKeys = ["id", "title", "layer", "boot", "phases"]

  mutating func profile(_ node: YAMLNode) -> Profile? {
    guard let members = members(of: node, as: "a profile", keys: PatternDecoder.profileKeys) else {
      return nil
    }
    let id = kebabCase(required("id", in: members, of: "every profile"), "id")
    if let id { define(.profile, id, at: members.mark(of: "id")) }
    let title = line(required("title", in: members, of: "every profile"))
    let layer: Profile.Layer? =
      members["layer"] == nil ? .application : choice(members["layer"], "layer")
    if members["boot"] == nil, members["phases"] == nil, !members.hadUnknownKey {
      report(members.mark, "a profile needs 'boot' or 'phases'")
    }
    let boot = members["boot"].flatMap {
      self.members(of: $0, as: "'boot'", keys: ["start", "ready", "failed", "exit", "deployed"])
    }
    let start = conditions(boot?["start"])
    let ready = conditions(boot?["ready"])
    let failed = conditions(boot?["failed"])
    let exit = conditions(boot?["exit"])
    let deployed = conditions(boot?["deployed"])
    let phases = phases(members["phases"])
    guard let id, let title, let layer else { return nil }
    return Profile(
      id: id, title: title, layer: layer, start: start, ready: ready, failed: failed, exit: exit,
      deployed: deployed, phases: phases, location: location(members.mark(of: "id")))
  }

  private mutating func phases(_ node: YAMLNode?) -> [Profile.Phase] {
    var firstMarks: [String: YAMLNode.Mark] = [:]
    return items(node, of: "phases").compactMap { item in
      guard
        let members = members(
          of: item, as: "a phase", keys: ["name", "enter", "done", "failed", "frames"])
      else { return nil }
      let name = kebabCase(required("name", in: members, of: "every phase"), "phase name")
      let enter = conditions(members["enter"])
      let done = conditions(members["done"])
      let failed = conditions(members["failed"])
      let frames = texts(members["frames"], of: "functions")
      if members.members.allSatisfy({ $0.key == "name" }), !members.hadUnknownKey {
        report(item.mark, "a phase needs one of 'enter', 'done', 'failed' and 'frames'")
      }
      guard let name else { return nil }
      if let first = firstMarks[name] {
        report(members.mark(of: "name"), "duplicate phase '\(name)'; first on line \(first.line)")
      } else {
        firstMarks[name] = members.mark(of: "name")
        define(.phase, name, at: members.mark(of: "name"))
      }
      return Profile.Phase(name: name, enter: enter, done: done, failed: failed, frames: frames)
    }
  }
}
