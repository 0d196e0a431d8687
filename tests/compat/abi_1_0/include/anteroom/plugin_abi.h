/* The line between Anteroom's host process and a condition plugin: plain C, bytes only.
 *
 *   const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major);   exported by the
 * library
 *
 * Rules that hold for every version of this header:
 *  - Append-only. A field is read only where `struct_size` covers it. A new major is a new entry
 * symbol.
 *  - Everything is UTF-8 bytes with a length; no terminating zero is promised. No memory, type or
 * exception of one side crosses to the other: the host copies the reply inside `reply`, and an
 * exception leaving `call` is a crash.
 *  - One thread. Calls never overlap. There is no shutdown call: the process may end at any time,
 * so keep nothing that must be flushed.
 *  - The process has no files, no network, no threads and no environment. System calls that are not
 * allowed fail with ENOSYS; those that only an attack needs (exec, ptrace, mount, ...) kill the
 * process.
 *
 * The header compiles as C11 and as C++. Method names, params and results:
 * schemas/host-messages.md.
 */
#ifndef ANTEROOM_PLUGIN_ABI_H
#define ANTEROOM_PLUGIN_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ANTEROOM_ABI_MAJOR 1u
#define ANTEROOM_ABI_MINOR 0u
#define ANTEROOM_ENTRY_SYMBOL "anteroom_plugin_entry"

/* What `call` returns: 0, or one of JSON-RPC's numbers. Any other value reads as
 * ANTEROOM_ERROR_INTERNAL. */
#define ANTEROOM_OK 0
#define ANTEROOM_ERROR_UNKNOWN_METHOD (-32601)
#define ANTEROOM_ERROR_BAD_PARAMS (-32602)
#define ANTEROOM_ERROR_INTERNAL (-32603)

/* Takes the result, one JSON value of at most 4 MiB, and copies it before it returns. To be called
 * exactly once during a `call` that returns ANTEROOM_OK, and not at all otherwise. `context` is the
 * one given to `call`. */
typedef void (*anteroom_reply_fn)(void* context, const char* json, size_t json_size);

typedef struct anteroom_plugin_table {
  uint32_t struct_size; /* sizeof(anteroom_plugin_table) of the header the plugin was built with */
  uint32_t abi_major;   /* ANTEROOM_ABI_MAJOR */
  uint32_t abi_minor;   /* ANTEROOM_ABI_MINOR */
  uint32_t reserved;    /* 0 */
  int32_t (*call)(const char* method, size_t method_size, const char* params_json,
                  size_t params_size, anteroom_reply_fn reply, void* context);
} anteroom_plugin_table;

/* The one exported function. The table lives as long as the process. NULL = "I do not support this
 * host". */
typedef const anteroom_plugin_table* (*anteroom_plugin_entry_fn)(uint32_t host_abi_major);

#if defined(__GNUC__)
#define ANTEROOM_EXPORT __attribute__((visibility("default")))
#else
#define ANTEROOM_EXPORT
#endif

ANTEROOM_EXPORT const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major);

#ifdef __cplusplus
}
#endif

#endif
