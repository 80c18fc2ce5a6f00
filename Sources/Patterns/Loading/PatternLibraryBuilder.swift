/// Decodes files one after another and checks what only all of them together can tell.
struct PatternLibraryBuilder {
  private var signatures: [Signature] = []
  private var profiles: [Profile] = []
  private var impact = ImpactModel()
  private var frames = FrameConventions()
  private var definitions: [PatternName] = []
  private var references: [PatternName] = []
  private var errors: [PatternError] = []
  private var warnings: [PatternError] = []
  /// Rules of the CRE format, by id.
  private var rules: [String: SourceLocation] = [:]
  /// Directories in which there are such rules.
  private var catalogues: Set<String> = []
  private var strangers: [Stranger] = []

  /// A file that is no pattern file, as far as can be told.
  private struct Stranger {
    var file: PatternFile
    var errors: [PatternError]

    /// Whether somebody meant it to hold rules.
    var isMeantAsRules: Bool {
      file.contents.split(separator: 0x0A).contains { line in
        line.starts(with: "rules:".utf8) || line.starts(with: "- cre:".utf8)
      }
    }
  }

  mutating func add(_ file: PatternFile) {
    let (documents, syntaxErrors) = YAMLParser.parse(file.contents, file: file.name)
    var decoder = PatternDecoder(file: file.name)
    var unknown: [PatternError] = []
    var holdsRules = false
    for document in documents {
      let errorCount = decoder.errors.count
      switch decoder.kind(of: document) {
      case .signature:
        if let signature = decoder.signature(document) { signatures.append(signature) }
      case .profile:
        if let profile = decoder.profile(document) { profiles.append(profile) }
      case .impact:
        if let part = decoder.impact(document) { impact.apply(part) }
      case .frames:
        if let more = decoder.frames(document) { frames = frames.adding(more) }
      case .rules:
        holdsRules = true
        if let directory = file.directory { catalogues.insert(directory) }
        for rule in decoder.rules(document) { add(rule: rule) }
      case nil: unknown += decoder.takeErrors(from: errorCount)
      }
    }
    // A catalogue that is one file begins with what it says of itself.
    if holdsRules {
      warnings += unknown.map {
        PatternError(
          location: $0.location, message: "left out: this part of the file holds no rules")
      }
      unknown = []
    }
    unknown += syntaxErrors
    if !unknown.isEmpty { strangers.append(Stranger(file: file, errors: unknown)) }
    errors += decoder.errors
    warnings += decoder.warnings
    definitions += decoder.definitions
    references += decoder.references
  }

  /// Rules of one id are the same failure to their authors, and each must be found by its own name here.
  private mutating func add(rule: Signature) {
    var rule = rule
    if let earlier = rules[rule.id] {
      var number = 2
      while rules["\(rule.id)#\(number)"] != nil { number += 1 }
      warnings.append(
        PatternError(
          location: rule.location,
          message: "the id '\(rule.id)' is already used at \(earlier); this rule is told as "
            + "'\(rule.id)#\(number)'"))
      rule.id += "#\(number)"
    }
    rules[rule.id] = rule.location
    definitions.append(PatternName(kind: .signature, name: rule.id, location: rule.location))
    signatures.append(rule)
  }

  /// The library of all files that were added.
  ///
  /// - Throws: everything that is wrong in them, in order of place.
  func library(adding further: [PatternError] = []) throws(PatternErrors) -> PatternLibrary {
    var errors = self.errors + further
    var warnings = self.warnings
    var knowsAllNames = true
    var leftOut: [String: [String]] = [:]
    for stranger in strangers {
      // A checkout of a catalogue holds lists of its tags, workflows and the like.
      if let directory = stranger.file.directory, catalogues.contains(directory),
        !stranger.isMeantAsRules
      {
        leftOut[directory, default: []].append(stranger.file.name)
        continue
      }
      errors += stranger.errors
      // Names that it may define.
      knowsAllNames = false
    }
    for (directory, names) in leftOut {
      let rest = names.count > 1 ? " and \(names.count - 1) more" : ""
      warnings.append(
        PatternError(
          location: SourceLocation(file: directory, line: 0, column: 0),
          message: "\(names.min() ?? "")\(rest) left out: neither patterns nor rules"))
    }
    errors += duplicates(.signature) + duplicates(.profile)
    if knowsAllNames, further.isEmpty { errors += unresolvedReferences() }
    if !errors.isEmpty { throw PatternErrors(errors) }
    return PatternLibrary(
      signatures: signatures, profiles: profiles, impact: impact, frames: frames,
      warnings: warnings.sorted())
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
