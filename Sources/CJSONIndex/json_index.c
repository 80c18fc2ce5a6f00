#include "CJSONIndex.h"

#define copy_bytes __builtin_memcpy

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_X86 1
#elif defined(__aarch64__)
#include <arm_neon.h>
#define HAS_NEON 1
#endif

/// What 64 bytes hold: a bit for each.
typedef struct masks {
  uint64_t quotes, backslashes, newlines, brackets;
} masks;

/// The quotes that no backslash escapes. Escapes are rare and taken one by one: the first backslash
/// escapes what follows it, be that a backslash.
///
/// - Parameter size: how many of the 64 bytes are the text's.
static inline uint64_t unescaped_quotes(masks m, size_t size, json_index_state *state) {
  uint64_t escaped = state->escaped;
  if ((m.backslashes | escaped) == 0) return m.quotes;
  uint64_t rest = m.backslashes & ~escaped;
  uint32_t carry = 0;
  while (rest != 0) {
    uint64_t lowest = rest & -rest;
    uint64_t next = lowest << 1;
    escaped |= next;
    if (next == 0) carry = 1;
    rest &= ~(lowest | next);
  }
  state->escaped = size < 64 ? (uint32_t)(escaped >> size & 1) : carry;
  return m.quotes & ~escaped;
}

/// The bits of what is structural.
///
/// - Parameter strings: the prefix XOR of the quotes: what lies between the first and the second, …
static inline uint64_t structural(masks m, uint64_t quotes, uint64_t strings,
                                  json_index_state *state) {
  uint64_t inside = strings ^ (0 - (uint64_t)state->in_string);
  state->in_string = (uint32_t)(inside >> 63);
  state->newline_in_string |= (m.newlines & inside) != 0;
  state->backslash_outside |= (m.backslashes & ~inside) != 0;
  return quotes | (m.brackets & ~inside);
}

static inline uint64_t prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/// - Parameter group: the 64 bytes.
static inline uint32_t *write_marks(uint64_t bits, const uint8_t *group, uint32_t base,
                                    uint32_t *out) {
  while (bits != 0) {
    uint32_t place = (uint32_t)__builtin_ctzll(bits);
    *out++ = (uint32_t)group[place] << 24 | (base + place);
    bits &= bits - 1;
  }
  return out;
}

static const uint8_t padding[64] = {
    ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ',
    ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ',
    ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ',
    ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};

/// The last bytes of a text, filled up with blanks.
static inline void pad(uint8_t *tail, const uint8_t *bytes, size_t count) {
  copy_bytes(tail, padding, 64);
  copy_bytes(tail, bytes, count);
}

// MARK: Scalar

static inline masks scalar_masks(const uint8_t *bytes) {
  masks m = {0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    uint64_t bit = (uint64_t)1 << i;
    uint8_t byte = bytes[i];
    if (byte == '"') m.quotes |= bit;
    else if (byte == '\\') m.backslashes |= bit;
    else if (byte == '\n') m.newlines |= bit;
    else if ((byte | 0x20) == '{' || (byte | 0x20) == '}') m.brackets |= bit;
  }
  return m;
}

static size_t index_scalar(const uint8_t *bytes, size_t count, json_index_state *state,
                           uint32_t *marks) {
  uint32_t *out = marks;
  size_t at = 0;
  for (; at + 64 <= count; at += 64) {
    masks m = scalar_masks(bytes + at);
    uint64_t quotes = unescaped_quotes(m, 64, state);
    out = write_marks(structural(m, quotes, prefix_xor(quotes), state), bytes + at, (uint32_t)at, out);
  }
  if (at < count) {
    uint8_t tail[64];
    pad(tail, bytes + at, count - at);
    masks m = scalar_masks(tail);
    uint64_t quotes = unescaped_quotes(m, count - at, state);
    out = write_marks(structural(m, quotes, prefix_xor(quotes), state), tail, (uint32_t)at, out);
  }
  return (size_t)(out - marks);
}

static size_t special_scalar(const uint8_t *bytes, size_t count) {
  const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
  size_t at = 0;
  for (; at + 8 <= count; at += 8) {
    uint64_t word;
    copy_bytes(&word, bytes + at, 8);
    uint64_t backslash = word ^ (ones * '\\');
    // Exact where no byte has its high bit set, and such a word is special anyway.
    uint64_t marks = ((backslash - ones) & ~backslash) | ((word - ones * 0x20) & ~word) | word;
    if ((marks & highs) != 0) break;
  }
  while (at < count && bytes[at] != '\\' && bytes[at] >= 0x20 && bytes[at] < 0x80) at++;
  return at;
}

static inline int is_level_mark(uint8_t byte) {
  return byte == '\n' || byte == '[' || byte == ']' || byte == '=' || byte == '-' || byte == '|';
}

static uint64_t level_marks_scalar(const uint8_t *bytes, size_t count) {
  uint64_t marks = 0;
  for (size_t i = 0; i < count; i++) marks |= (uint64_t)is_level_mark(bytes[i]) << i;
  return marks;
}

// MARK: x86-64

#ifdef HAS_X86

#define AVX2 __attribute__((target("avx2,pclmul,bmi")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,pclmul,bmi,popcnt")))

AVX2 static inline uint64_t clmul_xor_avx2(uint64_t bits) {
  __m128i product =
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX2 static inline uint64_t equal_avx2(__m256i low, __m256i high, char byte) {
  __m256i wanted = _mm256_set1_epi8(byte);
  uint32_t l = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  uint32_t h = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return (uint64_t)h << 32 | l;
}

AVX2 static inline masks masks_avx2(const uint8_t *bytes) {
  __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  __m256i bit = _mm256_set1_epi8(0x20);
  __m256i folded_low = _mm256_or_si256(low, bit), folded_high = _mm256_or_si256(high, bit);
  masks m;
  m.quotes = equal_avx2(low, high, '"');
  m.backslashes = equal_avx2(low, high, '\\');
  m.newlines = equal_avx2(low, high, '\n');
  m.brackets = equal_avx2(folded_low, folded_high, '{') | equal_avx2(folded_low, folded_high, '}');
  return m;
}

AVX2 static size_t index_avx2(const uint8_t *bytes, size_t count, json_index_state *state,
                              uint32_t *marks) {
  uint32_t *out = marks;
  size_t at = 0;
  for (; at + 64 <= count; at += 64) {
    masks m = masks_avx2(bytes + at);
    uint64_t quotes = unescaped_quotes(m, 64, state);
    out = write_marks(structural(m, quotes, clmul_xor_avx2(quotes), state), bytes + at, (uint32_t)at, out);
  }
  if (at < count) {
    uint8_t tail[64];
    pad(tail, bytes + at, count - at);
    masks m = masks_avx2(tail);
    uint64_t quotes = unescaped_quotes(m, count - at, state);
    out = write_marks(structural(m, quotes, clmul_xor_avx2(quotes), state), tail, (uint32_t)at, out);
  }
  return (size_t)(out - marks);
}

AVX2 static size_t special_avx2(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  __m256i backslash = _mm256_set1_epi8('\\'), blank = _mm256_set1_epi8(0x20);
  for (; at + 32 <= count; at += 32) {
    __m256i word = _mm256_loadu_si256((const __m256i *)(bytes + at));
    // Signed: what is no ASCII is below a blank as well.
    __m256i special =
        _mm256_or_si256(_mm256_cmpeq_epi8(word, backslash), _mm256_cmpgt_epi8(blank, word));
    uint32_t bits = (uint32_t)_mm256_movemask_epi8(special);
    if (bits != 0) return at + (size_t)__builtin_ctz(bits);
  }
  return at + special_scalar(bytes + at, count - at);
}

AVX512 static inline uint64_t clmul_xor_avx512(uint64_t bits) {
  __m128i product =
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX512 static inline masks masks_avx512(__m512i word) {
  __m512i folded = _mm512_or_si512(word, _mm512_set1_epi8(0x20));
  masks m;
  m.quotes = _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('"'));
  m.backslashes = _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('\\'));
  m.newlines = _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('\n'));
  m.brackets = _mm512_cmpeq_epi8_mask(folded, _mm512_set1_epi8('{')) |
               _mm512_cmpeq_epi8_mask(folded, _mm512_set1_epi8('}'));
  return m;
}

/// Sixteen marks at a time; what is written behind the last one has no meaning.
AVX512 static inline uint32_t *write_avx512(uint64_t bits, __m512i group, uint32_t base,
                                            uint32_t *out) {
  if (bits == 0) return out;
  const __m512i numbers = _mm512_set_epi64(
      0x3F3E3D3C3B3A3938, 0x3736353433323130, 0x2F2E2D2C2B2A2928, 0x2726252423222120,
      0x1F1E1D1C1B1A1918, 0x1716151413121110, 0x0F0E0D0C0B0A0908, 0x0706050403020100);
  __m512i places = _mm512_maskz_compress_epi8(bits, numbers);
  __m512i found = _mm512_maskz_compress_epi8(bits, group);
  __m512i start = _mm512_set1_epi32((int)base);
  int count = __builtin_popcountll(bits);
#define WRITE(part)                                                                               \
  _mm512_storeu_si512(                                                                            \
      out + 16 * (part),                                                                          \
      _mm512_or_si512(                                                                            \
          _mm512_slli_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, part)), 24),    \
          _mm512_add_epi32(start,                                                                 \
                           _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, part)))))
  WRITE(0);
  if (count > 16) {
    WRITE(1);
    if (count > 32) {
      WRITE(2);
      WRITE(3);
    }
  }
#undef WRITE
  return out + count;
}

AVX512 static size_t index_avx512(const uint8_t *bytes, size_t count, json_index_state *state,
                                  uint32_t *marks) {
  uint32_t *out = marks;
  size_t at = 0;
  for (; at + 64 <= count; at += 64) {
    __m512i group = _mm512_loadu_si512(bytes + at);
    masks m = masks_avx512(group);
    uint64_t quotes = unescaped_quotes(m, 64, state);
    uint64_t marked = structural(m, quotes, clmul_xor_avx512(quotes), state);
    out = write_avx512(marked, group, (uint32_t)at, out);
  }
  if (at < count) {
    __mmask64 used = ((uint64_t)1 << (count - at)) - 1;
    __m512i group = _mm512_maskz_loadu_epi8(used, bytes + at);
    masks m = masks_avx512(group);
    uint64_t quotes = unescaped_quotes(m, count - at, state);
    uint64_t marked = structural(m, quotes, clmul_xor_avx512(quotes), state);
    out = write_avx512(marked, group, (uint32_t)at, out);
  }
  return (size_t)(out - marks);
}

AVX512 static size_t special_avx512(const uint8_t *bytes, size_t count) {
  __m512i backslash = _mm512_set1_epi8('\\'), blank = _mm512_set1_epi8(0x20);
  for (size_t at = 0; at < count; at += 64) {
    __mmask64 used = count - at >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (count - at)) - 1;
    __m512i word = _mm512_maskz_loadu_epi8(used, bytes + at);
    uint64_t special = (_mm512_cmpeq_epi8_mask(word, backslash) |
                        _mm512_cmpgt_epi8_mask(blank, word)) &
                       used;
    if (special != 0) return at + (size_t)__builtin_ctzll(special);
  }
  return count;
}

AVX2 static uint64_t level_marks_avx2(const uint8_t *bytes, size_t count) {
  uint8_t copy[64];
  if (count < 64) {
    pad(copy, bytes, count);
    bytes = copy;
  }
  __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  return equal_avx2(low, high, '\n') | equal_avx2(low, high, '[') | equal_avx2(low, high, ']') |
         equal_avx2(low, high, '=') | equal_avx2(low, high, '-') | equal_avx2(low, high, '|');
}

AVX512 static uint64_t level_marks_avx512(const uint8_t *bytes, size_t count) {
  __mmask64 used = count < 64 ? ((uint64_t)1 << count) - 1 : ~(uint64_t)0;
  __m512i word = _mm512_maskz_loadu_epi8(used, bytes);
  return _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('\n')) |
         _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('[')) |
         _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8(']')) |
         _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('=')) |
         _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('-')) |
         _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8('|'));
}

#endif

// MARK: ARM

#ifdef HAS_NEON

/// A bit for each of 64 comparisons: each byte keeps the bit of its place, and pairwise sums gather
/// eight of them into one byte.
static inline uint64_t bits_neon(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t places = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t low = vpaddq_u8(vandq_u8(a, places), vandq_u8(b, places));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, places), vandq_u8(d, places));
  uint8x16_t sum = vpaddq_u8(low, high);
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

static inline uint64_t equal_neon(const uint8x16_t *w, uint8_t byte) {
  uint8x16_t wanted = vdupq_n_u8(byte);
  return bits_neon(vceqq_u8(w[0], wanted), vceqq_u8(w[1], wanted), vceqq_u8(w[2], wanted),
                   vceqq_u8(w[3], wanted));
}

static inline masks masks_neon(const uint8_t *bytes) {
  uint8x16_t word[4], folded[4];
  for (int i = 0; i < 4; i++) {
    word[i] = vld1q_u8(bytes + 16 * i);
    folded[i] = vorrq_u8(word[i], vdupq_n_u8(0x20));
  }
  masks m;
  m.quotes = equal_neon(word, '"');
  m.backslashes = equal_neon(word, '\\');
  m.newlines = equal_neon(word, '\n');
  m.brackets = equal_neon(folded, '{') | equal_neon(folded, '}');
  return m;
}

static size_t index_neon(const uint8_t *bytes, size_t count, json_index_state *state,
                         uint32_t *marks) {
  uint32_t *out = marks;
  size_t at = 0;
  for (; at + 64 <= count; at += 64) {
    masks m = masks_neon(bytes + at);
    uint64_t quotes = unescaped_quotes(m, 64, state);
    out = write_marks(structural(m, quotes, prefix_xor(quotes), state), bytes + at, (uint32_t)at, out);
  }
  if (at < count) {
    uint8_t tail[64];
    pad(tail, bytes + at, count - at);
    masks m = masks_neon(tail);
    uint64_t quotes = unescaped_quotes(m, count - at, state);
    out = write_marks(structural(m, quotes, prefix_xor(quotes), state), tail, (uint32_t)at, out);
  }
  return (size_t)(out - marks);
}

#endif

// MARK: Dispatch

int json_index_is_supported(json_index_path path) {
  switch (path) {
  case json_index_scalar: return 1;
#ifdef HAS_X86
  case json_index_avx2:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
           __builtin_cpu_supports("bmi");
  case json_index_avx512:
    return json_index_is_supported(json_index_avx2) && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("popcnt");
#endif
#ifdef HAS_NEON
  case json_index_neon: return 1;
#endif
  default: return 0;
  }
}

json_index_path json_index_chosen = json_index_scalar;

/// Chooses before the program starts, so that nobody has to ask whether it was done.
__attribute__((constructor)) static void choose(void) {
#ifdef HAS_X86
  __builtin_cpu_init();
#endif
  if (json_index_is_supported(json_index_avx512)) json_index_chosen = json_index_avx512;
  else if (json_index_is_supported(json_index_avx2)) json_index_chosen = json_index_avx2;
  else if (json_index_is_supported(json_index_neon)) json_index_chosen = json_index_neon;
}

size_t json_index(json_index_path path, const uint8_t *bytes, size_t count,
                  json_index_state *state, uint32_t *marks) {
  switch (path) {
#ifdef HAS_X86
  case json_index_avx512: return index_avx512(bytes, count, state, marks);
  case json_index_avx2: return index_avx2(bytes, count, state, marks);
#endif
#ifdef HAS_NEON
  case json_index_neon: return index_neon(bytes, count, state, marks);
#endif
  default: return index_scalar(bytes, count, state, marks);
  }
}

size_t json_first_special(json_index_path path, const uint8_t *bytes, size_t count) {
  switch (path) {
#ifdef HAS_X86
  case json_index_avx512: return special_avx512(bytes, count);
  case json_index_avx2: return special_avx2(bytes, count);
#endif
  default: return special_scalar(bytes, count);
  }
}

uint64_t json_level_marks(json_index_path path, const uint8_t *bytes, size_t count) {
  switch (path) {
#ifdef HAS_X86
  case json_index_avx512: return level_marks_avx512(bytes, count);
  case json_index_avx2: return level_marks_avx2(bytes, count);
#endif
  default: return level_marks_scalar(bytes, count);
  }
}
