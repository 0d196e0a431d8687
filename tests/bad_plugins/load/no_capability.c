/* Has the check but not the capability that serves it. */
#include "anteroom/plugin_abi.h"

static int32_t call(const char* method, size_t method_size, const char* params, size_t params_size,
                    anteroom_reply_fn reply, void* context) {
  static const char described[] =
      "{\"id\":\"zoo\",\"capabilities\":[\"x-future/"
      "1\"],\"checks\":[\"zoo-check\"],\"summary_lines\":[]}";
  (void)method, (void)method_size, (void)params, (void)params_size;
  reply(context, described, sizeof described - 1);
  return ANTEROOM_OK;
}
static const anteroom_plugin_table table = {sizeof(anteroom_plugin_table), ANTEROOM_ABI_MAJOR,
                                            ANTEROOM_ABI_MINOR, 0, &call};

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  (void)host_abi_major;
  return &table;
}
