import BinaryArchive
import LogModel

extension ArchiveWriter {
  /// Without the examples, which only `patterns test` runs.
  mutating func write(_ signature: Signature) {
    write(signature.id)
    write(signature.title)
    write(choice: signature.severity)
    write(choice: signature.role)
    write(signature.tags)
    write(optional: signature.match) { $0.write($1) }
    write(optional: signature.group) { $0.write($1) }
    write(optional: signature.rule) { $0.write($1) }
    write(signature.explains)
    write(optional: signature.startup) { writer, startup in
      writer.write(optional: startup.phase) { $0.write($1) }
      // In order, so that a library has one archive.
      writer.write(list: startup.frames.sorted { $0.key < $1.key }) {
        $0.write($1.key)
        $0.write($1.value)
      }
    }
    write(signature.why)
    write(signature.impactCapabilities)
    write(signature.impactTags)
    write(optional: signature.impactText) { $0.write($1) }
    write(list: signature.fixes) {
      $0.write(choice: $1.horizon)
      $0.write($1.text)
      $0.write($1.files)
    }
    write(signature.references)
    write(signature.crossFires)
    write(signature.location)
  }

  mutating func write(_ profile: Profile) {
    write(profile.id)
    write(profile.title)
    write(choice: profile.layer)
    write(profile.start)
    write(profile.ready)
    write(profile.failed)
    write(profile.exit)
    write(profile.deployed)
    write(list: profile.phases) {
      $0.write($1.name)
      $0.write($1.enter)
      $0.write($1.done)
      $0.write($1.failed)
      $0.write($1.frames)
    }
    write(profile.location)
  }
}

extension ArchiveReader {
  mutating func signature(
    listing predicates: inout [TextPredicate]
  ) throws(ArchiveDamage) -> Signature {
    Signature(
      id: try text(), title: try text(), severity: try choice(), role: try choice(),
      tags: try texts(),
      match: try optional { reader throws(ArchiveDamage) in
        try reader.condition(listing: &predicates)
      },
      group: try optional { reader throws(ArchiveDamage) in
        try reader.group(listing: &predicates)
      },
      rule: try optional { reader throws(ArchiveDamage) in try reader.rule() },
      explains: try texts(),
      startup: try optional { reader throws(ArchiveDamage) in try reader.startup() },
      why: try texts(), impactCapabilities: try texts(), impactTags: try texts(),
      impactText: try optional { reader throws(ArchiveDamage) in try reader.text() },
      fixes: try list { reader throws(ArchiveDamage) in
        Fix(horizon: try reader.choice(), text: try reader.text(), files: try reader.texts())
      },
      references: try texts(), crossFires: try texts(),
      examples: Examples(matches: [], ignores: []), location: try location())
  }

  private mutating func startup() throws(ArchiveDamage) -> Signature.Startup {
    let phase = try optional { reader throws(ArchiveDamage) in try reader.text() }
    let frames = try list { reader throws(ArchiveDamage) in
      (function: try reader.text(), phase: try reader.text())
    }
    return Signature.Startup(
      phase: phase,
      frames: Dictionary(
        frames.map { ($0.function, $0.phase) }, uniquingKeysWith: { first, _ in first }))
  }

  mutating func profile(
    listing predicates: inout [TextPredicate]
  ) throws(ArchiveDamage) -> Profile {
    Profile(
      id: try text(), title: try text(), layer: try choice(),
      start: try conditions(listing: &predicates), ready: try conditions(listing: &predicates),
      failed: try conditions(listing: &predicates), exit: try conditions(listing: &predicates),
      deployed: try conditions(listing: &predicates),
      phases: try list { reader throws(ArchiveDamage) in
        Profile.Phase(
          name: try reader.text(), enter: try reader.conditions(listing: &predicates),
          done: try reader.conditions(listing: &predicates),
          failed: try reader.conditions(listing: &predicates), frames: try reader.texts())
      },
      location: try location())
  }
}
