// Looks at a write-ahead log before SQLite does.
//
// SQLite's recovery reads the log up to the first frame whose checksum is wrong and forgets the
// rest without a word. After a crash that is right for the one transaction that was being written.
// When *committed* frames follow the bad one, then answers that the screen had acknowledged would
// vanish silently: that is damage, and the store refuses to open instead. Layout:
// sqlite.org/fileformat2.html, section 4.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace anteroom::store {

enum class WalHealth : std::uint8_t { unset = 0, sound, damaged };

/// What the bytes of a `-wal` file say. Empty, or ending in one torn transaction: sound.
[[nodiscard]] WalHealth inspect_wal(std::string_view bytes);
/// Reads the file (missing = sound). Looks several times, because another process may be writing it
/// right now; damage stays, a half-written frame does not.
[[nodiscard]] WalHealth inspect_wal_file(const std::string& path);

}  // namespace anteroom::store
