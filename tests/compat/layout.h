/* Where an ABI header puts things. Each layout_*.c includes another header and fills one table. */
#ifndef ANTEROOM_TESTS_COMPAT_LAYOUT_H
#define ANTEROOM_TESTS_COMPAT_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct abi_layout {
  uint32_t major, minor;
  size_t size, struct_size, abi_major, abi_minor, reserved, call;
  int32_t unknown_method, bad_params, internal;
  const char* entry;
} abi_layout;

extern const abi_layout layout_current;
extern const abi_layout layout_abi_1_0;

#ifdef __cplusplus
}
#endif

#define ANTEROOM_LAYOUT                                                                           \
  {                                                                                               \
    ANTEROOM_ABI_MAJOR, ANTEROOM_ABI_MINOR, sizeof(anteroom_plugin_table),                        \
        offsetof(anteroom_plugin_table, struct_size), offsetof(anteroom_plugin_table, abi_major), \
        offsetof(anteroom_plugin_table, abi_minor), offsetof(anteroom_plugin_table, reserved),    \
        offsetof(anteroom_plugin_table, call), ANTEROOM_ERROR_UNKNOWN_METHOD,                     \
        ANTEROOM_ERROR_BAD_PARAMS, ANTEROOM_ERROR_INTERNAL, ANTEROOM_ENTRY_SYMBOL                 \
  }

#endif
