/// The structural index of JSON: where the quotes and brackets of a text are.
///
/// Technique: Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (2019): masks of 64 bytes
/// at a time, quotes that a backslash escapes taken out, strings found by a prefix XOR.

#ifndef CJSONINDEX_H
#define CJSONINDEX_H

#include <stddef.h>
#include <stdint.h>

/// The implementations. All give the same answers.
typedef enum json_index_path {
  json_index_scalar = 0,
  json_index_avx2 = 1,
  json_index_avx512 = 2,
  json_index_neon = 3,
} json_index_path;

/// Whether this processor can run an implementation.
int json_index_is_supported(json_index_path path);

/// What json_index_fastest gives; written once, before the program starts.
extern json_index_path json_index_chosen;

/// The fastest implementation that this processor can run.
static inline json_index_path json_index_fastest(void) { return json_index_chosen; }

/// Between the pieces of one text; all zero at its beginning.
typedef struct json_index_state {
  /// 1 where the next byte is inside of a string.
  uint32_t in_string;
  /// 1 where the next byte is escaped by the last one.
  uint32_t escaped;
  /// 1 once a newline was met inside of a string.
  uint32_t newline_in_string;
  /// 1 once a backslash was met outside of strings.
  uint32_t backslash_outside;
} json_index_state;

/// Entries behind the last mark that may be written with nothing of meaning.
#define JSON_INDEX_SLACK 64

/// Writes a mark for each quote that begins or ends a string and each bracket outside of strings, in
/// ascending order: its offset in the lower 24 bits, the byte itself above.
///
/// Only `count` bytes are read. A backslash escapes the byte that follows, wherever it stands.
///
/// - Parameters:
///   - count: below 2^24.
///   - marks: room for `count` + JSON_INDEX_SLACK.
/// - Returns: how many marks there are.
size_t json_index(json_index_path path, const uint8_t *bytes, size_t count,
                  json_index_state *state, uint32_t *marks);

/// The index of the first byte that is a backslash, a control character (below 0x20) or no ASCII;
/// `count` where there is none.
size_t json_first_special(json_index_path path, const uint8_t *bytes, size_t count);

/// A bit for each of up to 64 bytes that is a newline or one of `[ ] = - |`, which stand around the
/// level that a program writes into its lines.
uint64_t json_level_marks(json_index_path path, const uint8_t *bytes, size_t count);

/// Has the memory at an address brought near, for it will be written soon.
static inline void json_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

#endif
