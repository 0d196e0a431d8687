// The box around one plugin: limits, privileges, Landlock, and two seccomp filters (A before the
// library is loaded, the stricter B after). Everything answers false when it could not be built;
// the caller then leaves with AR-P020.
#pragma once

#include "plugins/host/policy.h"

namespace anteroom::host {

inline constexpr int kWireDescriptor = 3;     ///< socketpair to the kiosk
inline constexpr int kLibraryDescriptor = 4;  ///< sealed memfd with the plugin's library

/// Closes every other descriptor, empties the environment, cwd /, limits, no new privileges,
/// undumpable, dies with its parent. Landlock is added where the kernel has it (files: only the
/// library folders, read and execute).
[[nodiscard]] bool enter_process_limits(const Policy& policy);
/// Filter A: what dlopen, constructors and this program's own loop need. Unlisted calls give
/// ENOSYS, because glibc falls back on it and breaks on EPERM; calls that only an attack makes kill
/// the process.
[[nodiscard]] bool enter_loading_filter(const Policy& policy);
/// Filter B on top: no file can be opened, no memory can become executable.
[[nodiscard]] bool enter_running_filter(const Policy& policy);

}  // namespace anteroom::host
