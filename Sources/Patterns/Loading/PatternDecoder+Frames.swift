extension PatternDecoder {
  static let framesKeys = ["frames"]

  /// `frames: { library: [GLOB…], application: [GLOB…] }`.
  mutating func frames(_ node: YAMLNode) -> FrameConventions? {
    guard
      let document = members(of: node, as: "frame conventions", keys: PatternDecoder.framesKeys),
      let frames = required("frames", in: document, of: "every file of frame conventions"),
      let members = members(of: frames, as: "'frames'", keys: ["library", "application"])
    else { return nil }
    if members.members.isEmpty, !members.hadUnknownKey {
      report(frames.mark, "'frames' says nothing; expected 'library' or 'application'")
    }
    return FrameConventions(
      library: globs(members["library"]), application: globs(members["application"]))
  }
}
