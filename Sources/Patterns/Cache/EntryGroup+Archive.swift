import BinaryArchive
import LogModel

extension ArchiveWriter {
  mutating func write(_ group: EntryGroup) {
    write(choice: group.kind)
    write(group.steps)
    write(group.atLeast)
    write(group.within)
    write(choice: group.scope)
    write(group.unless)
    write(group.sharing)
  }
}

extension ArchiveReader {
  mutating func group(
    listing predicates: inout [TextPredicate]
  ) throws(ArchiveDamage) -> EntryGroup {
    EntryGroup(
      kind: try choice(), steps: try conditions(listing: &predicates), atLeast: try int(),
      within: try double(), scope: try choice(), unless: try conditions(listing: &predicates),
      sharing: try texts())
  }
}
