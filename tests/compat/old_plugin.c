/* A plugin as somebody built it against a released header, and never again. */
#include <string.h>

#include "anteroom/plugin_abi.h"

static int is(const char* method, size_t size, const char* name) {
  return size == strlen(name) && memcmp(method, name, size) == 0;
}

static int32_t answer(const char* method, size_t method_size, const char* params,
                      size_t params_size, anteroom_reply_fn reply, void* context) {
  static const char described[] =
      "{\"id\":\"old\",\"capabilities\":[\"redflag.check/1\",\"summary.lines/1\"],"
      "\"checks\":[\"old-check\"],\"summary_lines\":[\"onset\"]}";
  static const char present[] =
      "{\"checks\":[{\"id\":\"old-check\",\"outcome\":\"present\",\"text\":\"Seen.\",\"answers\":[]}]}";
  static const char lines[] = "{\"lines\":[{\"id\":\"onset\",\"text\":\"Long ago.\"}]}";
  static const char well[] = "{\"ok\":true,\"message\":\"\"}";
  (void)params;
  (void)params_size;
  if (is(method, method_size, "describe")) {
    reply(context, described, sizeof described - 1);
  } else if (is(method, method_size, "redflag.check")) {
    reply(context, present, sizeof present - 1);
  } else if (is(method, method_size, "summary.lines")) {
    reply(context, lines, sizeof lines - 1);
  } else if (is(method, method_size, "selftest")) {
    reply(context, well, sizeof well - 1);
  } else {
    return ANTEROOM_ERROR_UNKNOWN_METHOD;
  }
  return ANTEROOM_OK;
}

static const anteroom_plugin_table table = {sizeof(anteroom_plugin_table), ANTEROOM_ABI_MAJOR,
                                            ANTEROOM_ABI_MINOR, 0, &answer};

const anteroom_plugin_table* anteroom_plugin_entry(uint32_t host_abi_major) {
  return host_abi_major == ANTEROOM_ABI_MAJOR ? &table : NULL;
}
