// A C plugin that is right in all but the one thing its source changes.
#pragma once

#include <string.h>

#include "anteroom/plugin_abi.h"

static int32_t zoo_call(const char* method, size_t method_size, const char* params,
                        size_t params_size, anteroom_reply_fn reply, void* context) {
  static const char described[] =
      "{\"id\":\"zoo\",\"capabilities\":[\"redflag.check/"
      "1\"],\"checks\":[\"zoo-check\"],\"summary_lines\":[]}";
  static const char checked[] =
      "{\"checks\":[{\"id\":\"zoo-check\",\"outcome\":\"absent\",\"answers\":[]}]}";
  (void)params;
  (void)params_size;
  if (method_size == 8 && memcmp(method, "describe", 8) == 0) {
    reply(context, described, sizeof described - 1);
  } else {
    reply(context, checked, sizeof checked - 1);
  }
  return ANTEROOM_OK;
}
static const anteroom_plugin_table zoo_table = {sizeof(anteroom_plugin_table), ANTEROOM_ABI_MAJOR,
                                                ANTEROOM_ABI_MINOR, 0, &zoo_call};
