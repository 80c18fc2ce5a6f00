/// Decodes files one after another and checks what only all of them together can tell.
struct PatternLibraryBuilder {
  private var signatures: [Signature] = []
  private var profiles: [Profile] = []
  private var impact = ImpactModel()
  private var frames = FrameConventions()
  private var definitions: [PatternName] = []
  private var references: [PatternName] = []
  /// False where a document could not be read, and with it names that it may define.
  private var knowsAllNames = true
  private var errors: [PatternError] = []

  mutating func add(_ file: PatternFile) {
    let (documents, syntaxErrors) = YAMLParser.parse(file.contents, file: file.name)
    errors += syntaxErrors
    if !syntaxErrors.isEmpty { knowsAllNames = false }
    var decoder = PatternDecoder(file: file.name)
    for document in documents {
      switch decoder.kind(of: document) {
      case .signature:
        if let signature = decoder.signature(document) { signatures.append(signature) }
      case .profile:
        if let profile = decoder.profile(document) { profiles.append(profile) }
      case .impact:
        if let part = decoder.impact(document) { impact.apply(part) }
      case .frames:
        if let more = decoder.frames(document) { frames = frames.adding(more) }
      case nil: knowsAllNames = false
      }
    }
    errors += decoder.errors
    definitions += decoder.definitions
    references += decoder.references
  }

  /// The library of all files that were added.
  ///
  /// - Throws: everything that is wrong in them, in order of place.
  func library(adding further: [PatternError] = []) throws(PatternErrors) -> PatternLibrary {
    var errors = self.errors + further
    errors += duplicates(.signature) + duplicates(.profile)
    if knowsAllNames, further.isEmpty { errors += unresolvedReferences() }
    if !errors.isEmpty { throw PatternErrors(errors) }
    return PatternLibrary(
      signatures: signatures, profiles: profiles, impact: impact, frames: frames)
  }

  private func duplicates(_ kind: PatternName.Kind) -> [PatternError] {
    var first: [String: SourceLocation] = [:]
    return definitions.compactMap { definition in
      guard definition.kind == kind else { return nil }
      guard let earlier = first[definition.name] else {
        first[definition.name] = definition.location
        return nil
      }
      return PatternError(
        location: definition.location,
        message: "the id '\(definition.name)' is already used at \(earlier); choose another")
    }
  }

  private func unresolvedReferences() -> [PatternError] {
    let ids = Set(definitions.filter { $0.kind == .signature }.map(\.name))
    let phases = Set(definitions.filter { $0.kind == .phase }.map(\.name))
    return references.compactMap { reference in
      let name = quoted(reference.name)
      switch reference.kind {
      case .signature, .profile:
        if ids.contains(reference.name) { return nil }
        let nearest = Suggestion.nearest(to: reference.name, among: ids.sorted())
        let remedy = nearest.map { "; did you mean '\($0)'?" } ?? ""
        return PatternError(
          location: reference.location, message: "no signature has the id \(name)\(remedy)")
      case .phase:
        // Without a profile there is nothing that a phase could be checked against.
        if phases.isEmpty || phases.contains(reference.name) { return nil }
        let remedy = Suggestion.remedy(for: reference.name, among: phases.sorted())
        return PatternError(
          location: reference.location, message: "no profile has a phase \(name)\(remedy)")
      }
    }
  }
}
