/// Files that are told by their first bytes to be nothing that the reader reads.
enum ForeignContainer {
  /// What it is and what to do about it, as a sentence; nil for gzip, text and the unknown.
  static func reason(_ bytes: Bytes) -> String? {
    let known: [(magic: [UInt8], reason: String)] = [
      ([0x28, 0xB5, 0x2F, 0xFD], "is zstd-compressed; pipe it through zstd -dc"),
      ([0x50, 0x4B, 0x03, 0x04], "is a zip archive; pipe it through unzip -p"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "is xz-compressed; pipe it through xz -dc"),
      ([0x04, 0x22, 0x4D, 0x18], "is lz4-compressed; pipe it through lz4 -dc"),
      ([0x42, 0x5A, 0x68, 0x39, 0x31, 0x41], "is bzip2-compressed; pipe it through bzip2 -dc"),
      ([0x50, 0x41, 0x52, 0x31], "is a Parquet file; export the table as JSON lines"),
      ([0x4F, 0x62, 0x6A, 0x01], "is an Avro file; export the table as JSON lines"),
      ([0xFF, 0xFE], "is UTF-16 text; pipe it through iconv -f UTF-16 -t UTF-8"),
      ([0xFE, 0xFF], "is UTF-16 text; pipe it through iconv -f UTF-16 -t UTF-8"),
      // JSON in UTF-16 without a byte order mark: a bracket and what makes it two bytes.
      ([0x7B, 0x00], "is UTF-16 text; pipe it through iconv -f UTF-16LE -t UTF-8"),
      ([0x5B, 0x00], "is UTF-16 text; pipe it through iconv -f UTF-16LE -t UTF-8"),
      ([0x00, 0x7B, 0x00], "is UTF-16 text; pipe it through iconv -f UTF-16BE -t UTF-8"),
      ([0x00, 0x5B, 0x00], "is UTF-16 text; pipe it through iconv -f UTF-16BE -t UTF-8"),
    ]
    return known.first { bytes.starts(with: $0.magic) }?.reason
  }

  /// The same for what came out of gzip.
  static func reasonWithinGzip(_ bytes: Bytes) -> String? {
    if bytes.starts(with: [0x1F, 0x8B]) { return "is gzipped twice; pipe it through gzip -dc" }
    return reason(bytes).map { "holds what " + $0 }
  }
}
